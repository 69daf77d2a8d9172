import { MusicLine, type MusicExchange, type NamedEntity, type PrefetchHabit } from "@ma-alexa/simulator";
import { onTestFinished } from "vitest";
import { openHouse, type House } from "./house.js";
import { LinkedAccount } from "./linked-account.js";
import { MusicSpot } from "./music-spot.js";
import { tones } from "./tones.js";

/** Longer than a pause goes unnoticed in Music Assistant (design, section 2), short enough that some come to their ends. */
export const TONE_SECONDS = 25;
/** Amazon's push may have to come back after a quiet hour, which is no time at all for the thread that it comes through. */
const HEARD_WITHIN_MS = 120_000;
const SAYS_AGAIN_AFTER_MS = 2_000;

const PHRASE = "the household mix";
const HAND_OFF: NamedEntity = { name: PHRASE, type: "PLAYLIST", entityId: "playlist.hand-off" };
/** What an earlier run of the bridge handed over, a year ago. */
export const YEAR_OLD_TOKEN = "aYearOldToken123";

/** A household in which three Echos and a group listen through the music skill, at its door that speaks https. */
export class MusicalHousehold {
  readonly house: House;
  readonly line: MusicLine;
  readonly account: LinkedAccount;
  readonly spots: readonly [MusicSpot, MusicSpot, MusicSpot];
  readonly downstairs: MusicSpot;

  constructor(house: House, line: MusicLine, account: LinkedAccount) {
    this.house = house;
    this.account = account;
    this.line = line;
    const spot = (name: string, habit: PrefetchHabit = "start", isGroup = false): MusicSpot =>
      new MusicSpot(house, name, line, habit, isGroup);
    this.spots = [spot("Kitchen"), spot("Living Room", "end"), spot("Bedroom Show")];
    this.downstairs = spot("Downstairs", "start", true);
  }

  static async open(): Promise<MusicalHousehold> {
    const yearOld = { token: YEAR_OLD_TOKEN, playerId: "gone", name: "Kitchen", uris: ["library://track/7"] };
    const house = await openHouse({
      isSecure: true,
      musicAssistant: { tunes: tones(12, TONE_SECONDS) },
      remembers: { catalogs: { handOff: PHRASE, ledgers: {} }, "hand-offs": { handOffs: [yearOld] } },
    });
    const { musicAssistant, publicUrl } = house.demo.bridge;
    await musicAssistant.connect({ address: house.ma.api.url, token: house.ma.api.accounts.issue("test") });
    await house.until("The library is known", () => musicAssistant.library.isKnown);
    const account = await LinkedAccount.link(house);
    const skill = {
      endpoint: `${publicUrl}/alexa/music`,
      get accessToken() {
        return account.accessToken;
      },
    };
    const { clock, trusted, demo } = house;
    const line = new MusicLine({ skill, clock, certificates: demo.street.certificates, trusted });
    onTestFinished(() => {
      line.stop();
    });
    const household = new MusicalHousehold(house, line, account);
    const speakers = [...household.spots, household.downstairs].map(({ echo }) => echo);
    demo.street.music.register({ invocationName: "music assistant", entities: [HAND_OFF], speakers });
    return household;
  }

  /** A person says it at this Echo: Amazon pushes the pair by which an Echo that was spoken to is known. */
  async says<T>(spot: MusicSpot, sentence: string, asked: () => Promise<T>): Promise<T> {
    const { clock, demo } = this.house;
    const { serial } = this.house.echo(spot.name);
    let [isKnown, nextMs] = [false, clock.now()];
    demo.bridge.accounts.once("spoken-to", () => (isKnown = true));
    const hears = (): boolean => {
      if (clock.now() >= nextMs) {
        demo.street.amazon.reportUtterance(serial, sentence);
        nextMs = clock.now() + SAYS_AGAIN_AFTER_MS;
      }
      return isKnown;
    };
    await this.house.until(`The bridge knows that ${spot.name} was spoken to`, hears, HEARD_WITHIN_MS);
    return await this.house.settled(asked());
  }

  get complaints(): readonly MusicExchange[] {
    return this.line.exchanges.filter(({ complaint }) => complaint !== undefined);
  }
}
