import type { PlaybackWish } from "./neighbours.js";

/** Why a player does not do what it was asked to. */
export type Problem =
  | { readonly code: "LAUNCH_FAILED" | "FORMAT"; readonly reason: string }
  | { readonly code: "ECHO_OFFLINE" | "ECHO_GAVE_UP" | "STARVED" | "NOT_STREAMED" }
  | { readonly code: "TAKEN"; readonly what: string }
  | { readonly code: "UNTOLD"; readonly wish: PlaybackWish };

/** The problem as a sentence for the person in the house, naming the Echo and the remedy. */
export function problemSentence(problem: Problem, name: string): string {
  switch (problem.code) {
    case "LAUNCH_FAILED":
    case "FORMAT":
      return problem.reason;
    case "ECHO_OFFLINE":
      return `${name} is offline at Amazon; check its power and Wi-Fi.`;
    case "ECHO_GAVE_UP":
      return `${name} gave up the stream twice; check that it can reach the public address of the bridge, then press play again.`;
    case "STARVED":
      return `Music Assistant sent no audio for ${name} for 10 s; press play again.`;
    case "NOT_STREAMED":
      return `Music Assistant did not start to play on ${name}; is anything in its queue?`;
    case "TAKEN":
      return `${name} plays ${problem.what}; press play in Music Assistant to take it back.`;
    case "UNTOLD":
      return `Music Assistant could not be asked for "${problem.wish}" on ${name}: it is away or does not offer that now.`;
  }
}
