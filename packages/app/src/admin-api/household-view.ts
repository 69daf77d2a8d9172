import type { Lamp, Players, SetUp, Status } from "@ma-alexa/protocol/admin";
import type { ActivityLog } from "./activity-log.js";

/** What the admin API reads of the house; joined in `main.ts`. */
export interface HouseholdView {
  players(): Players;
  /** Calls `listener` after every change of a player until the returned function is called. */
  followPlayers(listener: () => void): () => void;
  lamps(): readonly Lamp[];
  /** The set-up, link by link; `followPlayers` tells when it changed. */
  setUp(): SetUp;
  /** Tries the public address anew; resolves with what the set-up is then. */
  checkSetUp(): Promise<SetUp>;
  readonly activity: ActivityLog;
  readonly version: string;
  /** Set in the demo: why it is one, when nobody asked for it. */
  readonly demo?: { readonly notice?: string };
}

/** The bridge's health in one object. */
export function statusOf(view: HouseholdView): Status {
  return {
    version: view.version,
    demo: view.demo !== undefined,
    ...(view.demo?.notice === undefined ? {} : { notice: view.demo.notice }),
    lamps: [...view.lamps()],
  };
}
