/** The process of the simulated Music Assistant. */
import { createSimulatedMusicAssistant, systemClock, type SimulatedMusicAssistant } from "@ma-alexa/simulator";
import { obey } from "./orders.js";
import { SERVER_ORDERS } from "./sendspin-orders.js";

/** Long enough for the longest benchmark to hear nothing but music. */
const ROUNDS = 4;

let server: SimulatedMusicAssistant | undefined;

obey(SERVER_ORDERS, {
  open: async ({ version }) => {
    server = await createSimulatedMusicAssistant({ clock: systemClock, profile: version, registrationDelayMs: 50 });
    return { url: server.url };
  },
  play: () => {
    const tunes = Array.from({ length: ROUNDS }, () => server?.tunes.map(({ id }) => id) ?? []).flat();
    for (const { id } of server?.players() ?? []) server?.play(id, tunes);
    return {};
  },
});
