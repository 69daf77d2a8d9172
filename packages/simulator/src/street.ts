import { MusicSpeakers } from "./alexa/music-speakers.js";
import { SimulatedAlexa } from "./alexa/simulated-alexa.js";
import { createSimulatedAmazon, type SimulatedAmazon } from "./amazon/simulated-amazon.js";
import type { SimulatedDevice } from "./amazon/simulated-device.js";
import { createSkillCertificates, type SkillCertificates } from "./certificates/skill-certificates.js";
import type { Clock } from "./clock.js";
import type { EchoOptions } from "./echo/echo-options.js";
import type { SimulatedEcho } from "./echo/simulated-echo.js";
import { type GroupQuirks, householdEffects, plainGroups } from "./effects.js";
import { createHousehold, type StreetHousehold } from "./household.js";
import { seededRandom } from "./music-assistant/random.js";
import type { MusicAssistantOptions } from "./music-assistant/music-assistant-options.js";
import {
  createSimulatedMusicAssistant,
  type SimulatedMusicAssistant,
} from "./music-assistant/simulated-music-assistant.js";

/** What a street may be told; everything but the clock has a default. */
export interface StreetOptions {
  readonly clock: Clock;
  /** Equal seeds give equal devices, tunes and delays. */
  readonly seed?: number;
  /** Instead of the usual three Echos and their group. */
  readonly echos?: readonly EchoOptions[];
  /** False leaves it out, for people who have a real one. */
  readonly musicAssistant?: false | Omit<MusicAssistantOptions, "clock" | "seed">;
}

/** Amazon, a household's Echos, Alexa and a Music Assistant, all simulated and started. */
export interface Street {
  readonly amazon: SimulatedAmazon;
  readonly echos: readonly SimulatedEcho[];
  /** Everything that Amazon lists: the Echos, then groups and phones. */
  readonly devices: readonly SimulatedDevice[];
  /** What the household's groups do wrong. */
  readonly groupQuirks: GroupQuirks;
  readonly alexa: SimulatedAlexa;
  /** Where a music skill plays. */
  readonly music: MusicSpeakers;
  readonly certificates: SkillCertificates;
  readonly musicAssistant: SimulatedMusicAssistant | undefined;
  /** The Echo of this name or id. Throws when there is none. */
  echo(nameOrId: string): SimulatedEcho;
  /** Ends every server, connection and timer. */
  stop(): Promise<void>;
}

/** Builds and starts a street. Its sockets are real, on loopback; its time is the clock's. */
export async function createStreet(options: StreetOptions): Promise<Street> {
  const { clock, seed = 1 } = options;
  const certificates = await createSkillCertificates();
  const alexa = new SimulatedAlexa({ clock, certificates });
  // Amazon acts on Echos and Echos report to Amazon, so one of the two has to be named before it exists.
  let household: StreetHousehold | undefined = undefined;
  const known = (): StreetHousehold => household ?? { echos: [], devices: [], members: () => undefined };
  const devices: SimulatedDevice[] = [];
  const groupQuirks = plainGroups();
  const music = new MusicSpeakers();
  const amazon = createSimulatedAmazon({ clock, devices, effects: householdEffects(known, groupQuirks, music) });
  household = createHousehold(options.echos, { clock, random: seededRandom(seed), alexa, amazon });
  devices.push(...household.devices);
  await amazon.start();
  const musicAssistant =
    options.musicAssistant === false
      ? undefined
      : await createSimulatedMusicAssistant({ clock, seed, ...options.musicAssistant });
  return assemble({ amazon, alexa, music, certificates, musicAssistant, echos: household.echos, devices, groupQuirks });
}

function assemble(parts: Omit<Street, "echo" | "stop">): Street {
  const { amazon, alexa, musicAssistant, echos } = parts;
  return {
    ...parts,
    echo: (nameOrId) => {
      const found = echos.find(({ name, id }) => name === nameOrId || id === nameOrId);
      if (found === undefined) throw new Error(`No Echo in this street is called ${nameOrId}`);
      return found;
    },
    stop: async () => {
      for (const echo of echos) echo.stop();
      alexa.stop();
      await Promise.all([amazon.stop(), musicAssistant?.stop()]);
    },
  };
}
