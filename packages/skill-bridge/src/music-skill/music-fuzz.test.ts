import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { checkMusicAnswer, parseMusicMessage } from "@ma-alexa/protocol/alexa/music-skill";
import { WireError } from "@ma-alexa/protocol";
import { describe, expect, it } from "vitest";
import { about, ALBUM, MusicBench } from "../testing/music-bench.js";
import { Dice, mutated } from "../testing/mutations.js";

/** `MUSIC_FUZZ=100000` for the full run; the seed makes each the same. */
const DIRECTIVES = Number(process.env["MUSIC_FUZZ"] ?? 3_000);
/** By then every book is as full as it gets, so that what is held twice as many directives later tells whether something is never let go. */
const FULL_AFTER = 50_000;
const STEADY_WITHIN = 1.05;
const SECRET = "secret-token-of-somebody";
const MINUTES_MS = 600_000;

/** Bytes of the heap that something holds on to. */
function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}

/** One message of each kind, with a token that must never come back. */
function originals(itemId: string): object[] {
  const requestContext = { user: { id: "account", accessToken: SECRET }, location: { countryCode: "US" } };
  const current = about({ id: itemId });
  const wrapped = { namespace: "Alexa.Audio.PlayQueue", name: "item", value: current.currentItemReference };
  const of = (namespace: string, name: string, payload: object) => ({
    header: { messageId: "4LMp0Nenqmwmx2Ng7YQNvZ1IK", namespace, name, payloadVersion: "1.0" },
    payload: { requestContext, ...payload },
  });
  const attributes = [
    { type: "ALBUM", entityId: "album.1" },
    { type: "MEDIA_TYPE", value: "ALBUM" },
  ];
  return [
    of("Alexa.Media.Search", "GetPlayableContent", { filters: {}, selectionCriteria: { attributes } }),
    of("Alexa.Media.Search", "GetDisplayableContent", { alexaResolvedSelectionCriteria: [{ attributes }] }),
    of("Alexa.Media.Playback", "Initiate", { contentId: ALBUM.uri, currentItemReference: wrapped, playbackModes: {} }),
    of("Alexa.Media.Playback", "Reinitiate", { playbackSnapshot: { mediaReference: wrapped } }),
    of("Alexa.Audio.PlayQueue", "GetNextItem", { ...current, isUserInitiated: true }),
    of("Alexa.Audio.PlayQueue", "GetPreviousItem", current),
    of("Alexa.Audio.PlayQueue", "JumpToItem", { ...current, targetItemId: itemId }),
    of("Alexa.Media.PlayQueue", "GetItem", { targetItemReference: wrapped }),
    of("Alexa.Media.PlayQueue", "GetView", { currentItemReference: wrapped }),
    of("Alexa.Media.PlayQueue", "SetShuffle", { currentItemReference: wrapped, enable: true }),
    of("Alexa.Media.PlayQueue", "SetLoop", { currentItemReference: wrapped, enable: true }),
    of("Alexa.Media.PlayQueue", "SetRepeat", { currentItemReference: wrapped, mode: { status: "ON" } }),
    of("Alexa.UserPreference", "ReceiveFeedback", {
      activeContext: { content: [wrapped] },
      feedback: { type: "PREFERENCE", value: "NEGATIVE" },
    }),
    {
      context: { System: { user: { accessToken: SECRET } } },
      request: { type: "AlexaAudioPlayQueueEvent.ItemPlaybackStarted", body: { item: current.currentItemReference } },
    },
  ];
}

describe(`${DIRECTIVES} mutated messages`, () => {
  it(
    "are all answered with something that Alexa takes, or refused as unreadable, and nothing secret comes back",
    { timeout: MINUTES_MS },
    async () => {
      const bench = new MusicBench();
      bench.tokens.set(SECRET, "valid");
      bench.entities.set("album.1", { uri: ALBUM.uri });
      await bench.skill.start();
      const first = await bench.initiate(ALBUM.uri);
      const kinds = originals(first.id);
      const dice = new Dice(6);
      const seen = { answered: 0, unreadable: 0 };
      let heldWhenFull: number | undefined;
      for (let count = 0; count < DIRECTIVES; count += 1) {
        const text = JSON.stringify(mutated(dice.pick(kinds), dice));
        try {
          const { answer, afterwards } = await bench.skill.answer(parseMusicMessage(text));
          for (const task of afterwards) task();
          if (answer !== undefined) checkMusicAnswer(answer);
          expect(JSON.stringify(answer ?? {})).not.toContain(SECRET);
          seen.answered += 1;
        } catch (error) {
          if (!(error instanceof WireError)) throw error;
          expect(error.message).not.toContain(SECRET);
          seen.unreadable += 1;
        }
        expect(JSON.stringify(bench.lines.splice(0))).not.toContain(SECRET);
        if (count + 1 === FULL_AFTER) heldWhenFull = heldBytes();
        bench.directives.length = 0;
        bench.told.length = 0;
        bench.queues.asked.length = 0;
      }
      expect(seen.answered).toBeGreaterThan(DIRECTIVES / 2);
      const grown = heldWhenFull === undefined ? 1 : heldBytes() / heldWhenFull;
      expect(grown).toBeLessThan(STEADY_WITHIN);
      expect(Object.prototype).not.toHaveProperty("polluted");
      await bench.skill.stop();
    },
  );
});
