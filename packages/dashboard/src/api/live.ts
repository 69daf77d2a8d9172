import {
  AccountsSchema,
  ActivitySchema,
  DemoSchema,
  MusicAssistantSchema,
  MusicSkillStateSchema,
  PlayersSchema,
  SetUpSchema,
  StatusSchema,
  type Accounts,
  type Activity,
  type Demo,
  type MusicAssistant,
  type MusicSkillState,
  type OtherDevice,
  type Player,
  type SetUp,
  type Status,
} from "@ma-alexa/protocol/admin";
import { reactive, readonly } from "vue";
import { needsPassword } from "./calls.js";

/** How true the page is: live, or waiting for the bridge. */
export type Connection = "connecting" | "live" | "lost" | "locked";

/** Everything that the page shows, as the bridge last said it. */
export interface Household {
  connection: Connection;
  status: Status | undefined;
  players: Player[];
  /** What Amazon lists that can never be a player. */
  others: OtherDevice[];
  accounts: Accounts | undefined;
  musicAssistant: MusicAssistant | undefined;
  musicSkill: MusicSkillState | undefined;
  setUp: SetUp | undefined;
  activities: Activity[];
  demo: Demo | undefined;
}

const KEPT_ACTIVITIES = 300;
const RETRY_MS = 1_500;

const household: Household = reactive({
  connection: "connecting",
  status: undefined,
  players: [],
  others: [],
  accounts: undefined,
  musicAssistant: undefined,
  musicSkill: undefined,
  setUp: undefined,
  activities: [],
  demo: undefined,
});
let source: EventSource | undefined;

/** The household's state; it changes by itself. */
export function useHousehold(): Readonly<Household> {
  if (source === undefined) open();
  return readonly(household) as Readonly<Household>;
}

/** Tries again at once, such as after the password was given. */
export function reconnect(): void {
  source?.close();
  open();
}

function open(): void {
  const events = new EventSource("events");
  source = events;
  events.onopen = () => {
    household.connection = "live";
    household.activities = [];
  };
  events.onerror = () => void lose(events);
  const on = (name: string, take: (value: unknown) => void): void => {
    events.addEventListener(name, (event: MessageEvent<string>) => {
      take(JSON.parse(event.data));
    });
  };
  on("status", (value) => {
    household.status = StatusSchema.parse(value);
    // A demo that has made room for the real household.
    if (!household.status.demo) household.demo = undefined;
  });
  on("players", (value) => Object.assign(household, PlayersSchema.parse(value)));
  on("accounts", (value) => (household.accounts = AccountsSchema.parse(value)));
  on("music-assistant", (value) => (household.musicAssistant = MusicAssistantSchema.parse(value)));
  on("music-skill", (value) => (household.musicSkill = MusicSkillStateSchema.parse(value)));
  on("set-up", (value) => (household.setUp = SetUpSchema.parse(value)));
  on("demo", (value) => (household.demo = DemoSchema.parse(value)));
  on("activity", (value) => {
    household.activities.push(ActivitySchema.parse(value));
    if (household.activities.length > KEPT_ACTIVITIES)
      household.activities.splice(0, household.activities.length - KEPT_ACTIVITIES);
  });
}

/** EventSource does not say why it lost the bridge, and gives up for good on some errors: ask, and open anew. */
async function lose(events: EventSource): Promise<void> {
  if (household.connection !== "locked") household.connection = "lost";
  if (events.readyState !== EventSource.CLOSED) return;
  if (await needsPassword()) {
    household.connection = "locked";
    return;
  }
  setTimeout(() => {
    if (source === events) open();
  }, RETRY_MS);
}
