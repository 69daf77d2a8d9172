import type { LaunchStrategy } from "../ports.js";
import type { LaunchResult } from "./launch.js";

/** What came of making an Echo fetch its stream; the shape that the playback machine asks for. */
export type LaunchVerdict =
  | { readonly outcome: "fetched"; readonly strategy: LaunchStrategy; readonly latencyMs: number }
  | { readonly outcome: "cancelled" }
  | { readonly outcome: "failed"; readonly code: "NO_REQUEST" | "NO_FETCH" | "REFUSED"; readonly reason: string };

/** A launch's result in the words that a person in the house reads. `name`: the Echo's. */
export function launchVerdict(name: string, result: LaunchResult): LaunchVerdict {
  switch (result.kind) {
    case "fetched":
      return { outcome: "fetched", strategy: result.strategy, latencyMs: result.latencyMs };
    case "cancelled":
      return { outcome: "cancelled" };
    case "noRequest":
      return failed(
        "NO_REQUEST",
        `${name} did not ask for its stream: is it online, and is the skill enabled for its account?`,
      );
    case "noFetch":
      return failed(
        "NO_FETCH",
        `${name} asked, but never fetched its stream: is the public address reachable from the internet?`,
      );
    case "refused":
      return failed("REFUSED", `${name} could not be asked for its stream: ${result.reason}`);
  }
}

function failed(code: "NO_REQUEST" | "NO_FETCH" | "REFUSED", reason: string): LaunchVerdict {
  return { outcome: "failed", code, reason };
}
