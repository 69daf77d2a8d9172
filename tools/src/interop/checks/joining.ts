import { notThere, type Finding } from "../check.js";
import { ECHO_NAME, type House } from "../house.js";
import { encrypts } from "../version-facts.js";
import { until } from "../waiting.js";

const PATIENCE_MS = 20_000;

/** The server has greeted the Echo's client and knows it by the Echo's name. */
export async function connect(house: House): Promise<Finding> {
  const known = (): boolean => house.partner.last("client")?.["name"] === ECHO_NAME;
  return { ok: true, afterMs: await until("the server knows the Echo by name", known, PATIENCE_MS) };
}

/** The server grants the player, holds its volume, and the household shows it without complaint. */
export async function playable(house: House): Promise<Finding> {
  const afterMs = await until("the player is playable", () => house.link === "playable" && house.isListed, PATIENCE_MS);
  const isTold = (): boolean => house.partner.last("reported")?.["volume"] === house.echo.volume;
  await until("the server holds the Echo's own volume", isTold, PATIENCE_MS);
  return { ok: true, afterMs };
}

/** An encrypting server that does not know the player yet greets it and lets it wait until its operator approves. */
export async function approval(house: House): Promise<Finding> {
  if (!encrypts(house.version)) return notThere("no approval");
  const { client, partner } = house;
  await until("the player waits for approval", () => client.security.needsApproval, PATIENCE_MS);
  const { dialect, encrypted } = client.security;
  const couldPlay = house.link === "playable";
  partner.do("approve");
  const afterMs = await until("the player may play", () => house.link === "playable", PATIENCE_MS);
  return { ok: encrypted && !couldPlay && !client.security.needsApproval, dialect, afterMs };
}
