import type { Bridge } from "../bridge.js";
import type { Configuration } from "../configuration/configuration.js";
import type { SetUpFacts } from "./set-up-steps.js";

/** What a running bridge knows of its own set-up. */
export function setUpFacts(
  { accounts, clients, household }: Bridge,
  { skillId }: Configuration,
  isDemo: boolean,
): Omit<SetUpFacts, "reach" | "proven"> {
  const links = [...clients.values()].map((client) => client.link);
  const away = links.find((link) => link.reason !== undefined)?.reason;
  const playable = household.players().filter(({ id }) => household.deviceOf(id)?.playable === true);
  return {
    musicAssistant: {
      joined: links.some(({ kind }) => kind === "playable" || kind === "connected"),
      ...(away === undefined ? {} : { reason: away }),
    },
    amazon: {
      ready: accounts.state.kind === "ready" || accounts.state.kind === "degraded",
      ...(accounts.state.reason === undefined ? {} : { reason: accounts.state.reason }),
    },
    devices: { playable: playable.length, online: playable.filter(({ online }) => online).length },
    skillId,
    isDemo,
  };
}
