import { writeFile } from "node:fs/promises";
import type { Finding } from "../check.js";
import type { House } from "../house.js";
import type { Partner } from "../partner.js";
import { CAPACITY_BYTES, FLAC, TestPlayer } from "../test-player.js";
import { encrypts, keepsFirstFormat } from "../version-facts.js";
import { pass, until } from "../waiting.js";

const PATIENCE_MS = 20_000;
/** A stream has arrived when nothing came for so long. */
const QUIET_MS = 400;
/** Servers drop an unfinished last chunk: 25 ms of PCM, 96 ms of FLAC (Sendspin reference 1.12). */
const TAIL_BYTES = 0.1 * 192_000;

/** What a client receives as PCM is the source, sample by sample. */
export async function pcm(house: House): Promise<Finding> {
  return exact(house, "pcm");
}

/** The same for FLAC, which the client asks for while it is connected where the server heeds that; judged by another decoder than ours. */
export async function flac(house: House): Promise<Finding> {
  return exact(house, "flac");
}

async function exact(house: House, codec: "pcm" | "flac"): Promise<Finding> {
  const { partner, port } = await house.openPartner();
  const isAskedLater = codec === "flac" && !keepsFirstFormat(house.version);
  const format = codec === "flac" && !isAskedLater ? { format: FLAC } : {};
  const player = new TestPlayer(port, { encrypts: encrypts(house.version), ...format });
  try {
    player.client.start();
    await player.untilPlayable(partner, PATIENCE_MS);
    if (isAskedLater) await change(player, partner);
    return await compared(house, player, partner, codec);
  } finally {
    await player.stop();
    await partner.stop();
  }
}

/** The wish for another format is told by greeting anew. */
async function change({ client }: TestPlayer, partner: Partner): Promise<void> {
  client.setFormat(FLAC, CAPACITY_BYTES);
  await until("the player has left", () => client.link.kind !== "playable", PATIENCE_MS);
  await until("the player is back", () => client.link.kind === "playable", PATIENCE_MS);
  await until("the server knows it", () => partner.last("reported") !== undefined, PATIENCE_MS);
}

async function compared(house: House, player: TestPlayer, partner: Partner, codec: string): Promise<Finding> {
  const { path: source } = house.repertoire.short;
  const began = performance.now();
  partner.do("play", { files: [source] });
  await until("audio comes", () => player.chunks.length > 0, PATIENCE_MS);
  await arrived(player);
  const received = `${source}.${codec}`;
  const header = Buffer.from(player.format?.codecHeader ?? "", "base64");
  await writeFile(received, Buffer.concat([header, ...player.chunks]));
  partner.do("compare", { received, codec, source });
  await until("the server has compared", () => partner.last("compared") !== undefined, PATIENCE_MS);
  const verdict = partner.last("compared");
  const bytes = Number(verdict?.["bytes"]);
  const missingBytes = Number(verdict?.["given"]) - bytes;
  const ok = verdict?.["equal"] === true && player.format?.codec === codec && missingBytes <= TAIL_BYTES;
  return { ok, bytes, missingBytes, tookMs: Math.round(performance.now() - began) };
}

async function arrived(player: TestPlayer): Promise<void> {
  for (let before = -1; before !== player.bytes;) {
    before = player.bytes;
    await pass(QUIET_MS);
  }
}
