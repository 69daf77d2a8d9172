import { notThere, type Finding } from "../check.js";
import type { House } from "../house.js";
import { TestPlayer } from "../test-player.js";
import { encrypts } from "../version-facts.js";
import { until } from "../waiting.js";

const PATIENCE_MS = 20_000;

/** The operator enters the player's token: keys are changed twice under way, and the player plays on as a paired one. */
export async function pairing(house: House): Promise<Finding> {
  if (!encrypts(house.version)) return notThere("no pairing");
  const { client, partner } = house;
  partner.do("pair", { token: client.pairingToken ?? "" });
  const pairedMs = await until("the server has paired", () => partner.last("paired") !== undefined, PATIENCE_MS);
  await until("the player knows that it is paired", () => client.security.paired, PATIENCE_MS);
  const playableMs = await until("the player may play", () => house.link === "playable", PATIENCE_MS);
  return { ok: !client.security.needsApproval, pairedMs, playableMs };
}

/** Where only encrypted clients are welcome, a plain one is refused and told why; an encrypting one gets in. */
export async function legacyRefused(house: House): Promise<Finding> {
  if (!encrypts(house.version)) return notThere("plaintext only");
  const { partner, port } = await house.openPartner("--encrypted-only");
  const plain = new TestPlayer(port, { encrypts: false });
  const secure = new TestPlayer(port, { encrypts: true });
  try {
    plain.client.start();
    const isTold = (): boolean => plain.client.link.reason?.includes("legacy clients") === true;
    const refusedMs = await until("the plain client is refused, with the reason", isTold, PATIENCE_MS);
    await plain.stop();
    secure.client.start();
    await secure.untilPlayable(partner, PATIENCE_MS);
    return { ok: secure.client.security.encrypted, refusedMs, dialect: secure.client.security.dialect };
  } finally {
    await Promise.all([plain.stop(), secure.stop()]);
    await partner.stop();
  }
}
