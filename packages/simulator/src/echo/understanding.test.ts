import { describe, expect, it } from "vitest";
import { understand, type SkillNames, type Understood } from "./understanding.js";

const skills: SkillNames = {
  invocationNames: () => ["music", "music assistant"],
  skillCalled: (name) => ({ music: "other", "music assistant": "ours" })[name],
};
const launch: Understood = { kind: "launch", skillId: "ours" };
const playAudio: Understood = { kind: "intent", skillId: "ours", intent: "PlayAudio" };

const rows: [string, string, Understood][] = [
  ["en-US", "Open Music Assistant", launch],
  ["en-GB", "ask music assistant", launch],
  ["en-US", "ask music assistant to play audio", playAudio],
  ["de-DE", "sag music assistant spiele audio", playAudio],
  ["de-DE", "öffne music assistant", launch],
  ["es-ES", "pídele a music assistant que reproduzca audio", playAudio],
  ["fr-FR", "demande à music assistant de jouer audio", playAudio],
  ["it-IT", "chiedi a music assistant di riprodurre audio", playAudio],
  ["de-DE", "ask music assistant to play audio", { kind: "nothing" }],
  ["ja-JP", "open music assistant", { kind: "nothing" }],
  ["en-US", "ask music assistant to skip", { kind: "intent", skillId: "ours", intent: "AMAZON.NextIntent" }],
  ["en-US", "ask music assistant to dance", { kind: "intent", skillId: "ours", intent: "AMAZON.FallbackIntent" }],
  ["en-US", "open the door", { kind: "nothing" }],
  ["en-US", "Next!", { kind: "one-shot", intent: "AMAZON.NextIntent" }],
  ["en-US", "start over", { kind: "one-shot", intent: "AMAZON.StartOverIntent" }],
  ["de-DE", "weiter", { kind: "one-shot", intent: "AMAZON.NextIntent" }],
  ["en-US", "volume 4", { kind: "volume", level: 40 }],
  ["en-US", "set the volume to 35", { kind: "volume", level: 35 }],
  ["en-US", "What time is it?", { kind: "question" }],
];

describe("an Echo", () => {
  it.each(rows)("in %s understands %j", (locale, sentence, expected) => {
    expect(understand(sentence, locale, skills)).toEqual(expected);
  });
});
