import type { Finding } from "../check.js";
import type { House } from "../house.js";
import { pass, until } from "../waiting.js";

const PATIENCE_MS = 15_000;
const WANTED = 37;
/** For two seconds after a command an Echo's reports are not believed, so that a slider does not jump back. */
const DISBELIEF_MS = 3_000;

/** From the server to the Echo and back to the server; then from the Echo's own button to the server. */
export async function volume(house: House): Promise<Finding> {
  const { echo, partner } = house;
  partner.do("volume", { volume: WANTED });
  const toEchoMs = await until("the Echo has the server's volume", () => echo.volume === WANTED, PATIENCE_MS);
  await until("the server is told the volume it set", () => isReported(house, WANTED, false), PATIENCE_MS);
  await pass(DISBELIEF_MS);
  await echo.press("volume-up");
  const pressed = echo.volume;
  const toServerMs = await until(
    "the server is told what the Echo's button did",
    () => isReported(house, pressed, false),
    PATIENCE_MS,
  );
  return { ok: pressed !== WANTED, toEchoMs, toServerMs };
}

/** Muting silences the Echo and keeps its volume in the server's view; unmuting brings exactly that volume back. */
export async function mute(house: House): Promise<Finding> {
  const { echo, partner } = house;
  const remembered = echo.volume;
  partner.do("mute", { muted: true });
  const mutedMs = await until("the Echo is silent", () => echo.volume === 0 || echo.muted, PATIENCE_MS);
  await until("the server is told of the mute", () => isReported(house, remembered, true), PATIENCE_MS);
  await pass(DISBELIEF_MS);
  const isKept = isReported(house, remembered, true);
  partner.do("mute", { muted: false });
  const unmutedMs = await until(
    "the Echo has its volume back",
    () => echo.volume === remembered && !echo.muted,
    PATIENCE_MS,
  );
  await until("the server is told of the end of the mute", () => isReported(house, remembered, false), PATIENCE_MS);
  return isKept
    ? { ok: true, mutedMs, unmutedMs }
    : { ok: false, reason: "the server's view of the mute did not last", mutedMs, unmutedMs };
}

function isReported({ partner }: House, level: number, isMuted: boolean): boolean {
  const reported = partner.last("reported");
  return reported?.["volume"] === level && reported["muted"] === isMuted;
}
