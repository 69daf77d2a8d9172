import type { Lamp } from "@ma-alexa/protocol/admin";
import type { Bridge } from "./bridge.js";
import type { Configuration } from "./configuration/configuration.js";

/** The bridge's health, link by link, each with its remedy (design, section 9). In the demo everybody is on this machine. */
export function lampsOf(bridge: Bridge, configuration: Configuration, isDemo: boolean): Lamp[] {
  const { accounts, clients, household } = bridge;
  const devices = household.players();
  const links = [...clients.values()].map((client) => client.link);
  const isJoined = links.some((link) => link.kind === "playable" || link.kind === "connected");
  const missing =
    links.find((link) => link.reason !== undefined)?.reason ??
    "Music Assistant has not been found yet: start it, or name it with --music-assistant.";
  return [
    lamp("Music Assistant", isJoined, devices.length === 0 ? undefined : missing),
    lamp("Amazon", accounts.state.kind === "ready" || accounts.state.kind === "degraded", accounts.state.reason),
    lamp(
      "Live events",
      accounts.state.push,
      accounts.state.kind === "ready"
        ? "Amazon's live events are not connected: what an Echo does is seen up to a minute late."
        : undefined,
    ),
    lamp(
      "Devices",
      devices.some((player) => player.online),
      accounts.state.push ? "Amazon lists no Echo that is online." : undefined,
    ),
    lamp(
      "Public address",
      isDemo || configuration.publicUrl !== undefined,
      "Amazon and your Echos cannot reach this bridge: give its https address with --public-url.",
    ),
    lamp("Skill", configuration.skillId !== undefined, "No skill is named: give its id with --skill-id."),
  ];
}

function lamp(name: string, lit: boolean, reason: string | undefined): Lamp {
  return lit || reason === undefined ? { name, lit } : { name, lit, reason };
}
