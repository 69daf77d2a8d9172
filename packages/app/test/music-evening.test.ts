import { describe, expect, it } from "vitest";
import { ALBUM, BEGINNINGS, DEEDS } from "./testing/music-deeds.js";
import type { MusicSpot } from "./testing/music-spot.js";
import { MusicalHousehold } from "./testing/musical-household.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const EVENING_MS = 4 * HOUR_MS;
const EVENING_TEST_MS = 600_000;
/** `MUSIC_EVENING=long` for the full one: minutes of the machine's time. */
const EVENING =
  process.env["MUSIC_EVENING"] === "long" ? { scenes: 9, leastDirectives: 200 } : { scenes: 3, leastDirectives: 50 };
const DEEDS_IN_A_SCENE = 10;
/** Nobody listens: nothing is to be seen that happens faster. */
const QUIET_STEP_MS = 1_000;

/** A pseudo-random number below 1, the same row in each run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** What a household does with the time between two moments at which everything is quiet. */
class Evening {
  readonly #household: MusicalHousehold;
  readonly #roll = dice(6);

  constructor(household: MusicalHousehold) {
    this.#household = household;
  }

  /** Two of the Echos, or all. */
  async alone(scene: number): Promise<void> {
    const { house, spots } = this.#household;
    const listening = scene % 5 === 0 ? spots : spots.filter((_, at) => at !== scene % 3);
    for (const spot of listening) await this.#begin(spot);
    for (let deed = 0; deed < DEEDS_IN_A_SCENE; deed += 1) {
      const spot = this.#one(listening);
      // A queue may have come to its end meanwhile, and with it both sides.
      if (!spot.echo.isPlaying) await this.#begin(spot);
      else await spot.agrees(`${await this.#one(DEEDS)(this.#household, spot)} in scene ${scene}`);
    }
    for (const spot of listening) house.ma.pause(spot.name);
    for (const spot of listening) await spot.falls("a pause in Music Assistant");
  }

  /** The group plays what Music Assistant hands over to it. */
  async together(): Promise<void> {
    const { house, downstairs } = this.#household;
    house.ma.play(downstairs.name, house.tunes(this.#below(6)));
    await downstairs.plays("play in Music Assistant");
    for (const step of ["next", "next", "previous"] as const) {
      const isTaken = await house.settled(downstairs.echo[step]());
      expect([step, isTaken, this.#household.complaints]).toEqual([step, true, []]);
      await downstairs.plays(`${step} at the group`);
    }
    house.ma.pause(downstairs.name);
    await downstairs.falls("a pause in Music Assistant");
  }

  async #begin(spot: MusicSpot): Promise<void> {
    await spot.plays(await this.#one(BEGINNINGS)(this.#household, spot));
  }

  #one<T>(of: readonly T[]): T {
    return of[this.#below(of.length)] ?? expect.fail("There is nothing to choose from");
  }

  #below(limit: number): number {
    return Math.floor(this.#roll() * limit);
  }
}

describe("an evening with the music skill", () => {
  it(
    "that ended with a pause is gone on with the next morning, at a fresh address",
    async () => {
      const household = await MusicalHousehold.open();
      const { house, spots, line } = household;
      const [kitchen] = spots;
      await household.says(kitchen, "play the album truth", () => kitchen.echo.play(ALBUM));
      await kitchen.plays("the album");
      await house.settled(kitchen.echo.pause());
      await kitchen.falls("a pause");
      await house.clock.advance(13 * HOUR_MS, MINUTE_MS);
      await house.until("Music Assistant is there", () => kitchen.remote.available, MINUTE_MS);
      await house.settled(household.account.renew());
      expect(await house.settled(kitchen.echo.resume())).toBe(true);
      expect(line.exchanges.some(({ name, answer }) => name === "GetItem" && answer !== undefined)).toBe(true);
      await kitchen.plays("a resume in the morning");
      expect(household.complaints).toEqual([]);
    },
    EVENING_TEST_MS,
  );

  it(
    "has Alexa, Music Assistant and the rooms of three Echos and a group agree at each step",
    async () => {
      const household = await MusicalHousehold.open();
      const { clock } = household.house;
      const evening = new Evening(household);
      const beganMs = clock.now();
      for (let scene = 0; scene < EVENING.scenes; scene += 1) {
        // The hour for which a token is good is over before the next scene.
        await household.house.settled(household.account.renew());
        if (scene === 0) await evening.together();
        else await evening.alone(scene);
        await clock.advance(beganMs + (EVENING_MS * (scene + 1)) / EVENING.scenes - clock.now(), QUIET_STEP_MS);
      }
      const directives = household.line.exchanges.filter(({ answer }) => answer !== undefined).map(({ name }) => name);
      expect(directives.length).toBeGreaterThanOrEqual(EVENING.leastDirectives);
      expect(household.complaints).toEqual([]);
    },
    EVENING_TEST_MS,
  );
});
