/** The process of the skill: the real door, verification and handlers; the house behind them always has one player. */
import { randomBytes, X509Certificate } from "node:crypto";
import { systemClock } from "@ma-alexa/simulator";
import {
  createSkill,
  MusicVerifier,
  PublicDoor,
  RequestVerifier,
  StreamUrls,
  type RequestVerifierParts,
  type Skill,
} from "@ma-alexa/skill-bridge";
import { MusicHousehold } from "./music-household.js";
import { obey } from "./orders.js";
import { quietLogger } from "./quiet-logger.js";
import { PLAYER_ID, SKILL_ID } from "./skill-names.js";
import { SKILL_ORDERS } from "./skill-orders.js";

const nothing = (): void => undefined;
const addresses = new StreamUrls(randomBytes(32), systemClock);

const skill: Skill = createSkill({
  control: {
    view: () => ({ name: "Kitchen", streaming: true, generation: 1 }),
    wish: nothing,
    report: nothing,
  },
  desk: { claim: () => ({ playerId: PLAYER_ID, call: "launch" }), answered: nothing },
  book: { playerOf: () => PLAYER_ID },
  addresses,
  playback: { report: nothing },
  publicUrl: "https://bridge.example",
  clock: systemClock,
  logger: quietLogger,
});

const household = new MusicHousehold(systemClock);

obey(SKILL_ORDERS, {
  play: ({ items, isShuffled }) => household.play(items, isShuffled),
  count: () => household.counts(),
  open: async ({ rootPem, chainUrl, chain }) => {
    await household.start();
    const roots = [new X509Certificate(rootPem)];
    const trust: Pick<RequestVerifierParts, "clock" | "roots" | "fetchCertificate"> = {
      clock: systemClock,
      roots: () => roots,
      fetchCertificate: (url) =>
        String(url) === chainUrl ? Promise.resolve(chain) : Promise.reject(new Error("No certificate is there")),
    };
    const door = new PublicDoor({
      host: "127.0.0.1",
      port: 0,
      publicUrl: "http://127.0.0.1",
      verifier: new RequestVerifier({ ...trust, applicationIds: [SKILL_ID] }),
      music: { verifier: new MusicVerifier(trust), answer: household.answer },
      skill,
      addresses,
      streams: { open: nothing, headOf: () => ({ status: 200, contentType: "audio/mpeg", acceptsRanges: false }) },
      witness: { fetched: nothing, closed: nothing },
      clock: systemClock,
      logger: quietLogger,
    });
    const { port } = await door.start();
    const url = `http://127.0.0.1:${port}/alexa`;
    return { url, musicUrl: `${url}/music` };
  },
});
