import type { Clock } from "@ma-alexa/provider";
import type { ShownHousehold } from "../admin-api/admin-server.js";
import type { DemoView } from "../admin-api/demo-view.js";
import type { HouseholdView } from "../admin-api/household-view.js";
import type { Bridge } from "../bridge.js";
import type { Configuration } from "../configuration/configuration.js";
import { lampsOf } from "../lamps.js";
import { tryPublicAddress } from "../set-up/public-address.js";
import { setUpFacts } from "../set-up/set-up-facts.js";
import { SetUpWatch } from "../set-up/set-up-watch.js";
import { otherDevices, shownPlayers } from "../shown-players.js";
import { VERSION } from "../version.js";

/** One bridge as the dashboard shows it; `demo` when the household around it is simulated. */
export interface ShownBridge {
  readonly bridge: Bridge;
  readonly configuration: Configuration;
  readonly demo?: { readonly view: DemoView; readonly notice?: string };
}

/** What the admin API reads of a bridge, and the watch over its set-up, which runs while it is shown. */
export function showBridge(
  shown: ShownBridge,
  clock: Clock,
): { readonly view: ShownHousehold; start(): void; stop(): void } {
  const { bridge, configuration, demo } = shown;
  const setUp = new SetUpWatch({
    proofs: bridge.proofs,
    publicUrl: demo === undefined ? configuration.publicUrl : undefined,
    tryAddress: (publicUrl) => tryPublicAddress(publicUrl),
    facts: () => setUpFacts(bridge, configuration, demo !== undefined),
    clock,
  });
  const view: ShownHousehold = {
    household: householdView(shown, setUp),
    settings: {
      read: (id) => (bridge.household.deviceOf(id) === undefined ? undefined : bridge.settings.of(id)),
      whyNotPlayable: (id) => bridge.household.deviceOf(id)?.reason,
      change: (id, change) => bridge.settings.change(id, change),
      pairingToken: (id) => bridge.pairingToken(id),
    },
    musicAssistant: {
      shown: () => bridge.musicAssistant.shown(),
      connect: (access) => bridge.musicAssistant.connect(access),
      disconnect: () => bridge.musicAssistant.server.disconnect(),
      follow: (listener) => {
        bridge.musicAssistant.on("state", listener);
        return () => bridge.musicAssistant.off("state", listener);
      },
    },
    musicSkill: {
      state: () => bridge.musicSkill.state(),
      linkingCode: () => bridge.musicSkill.linkingCode(),
      unlink: () => bridge.musicSkill.unlink(),
      make: (tell) => bridge.musicSkill.make(tell),
      follow: (listener) => {
        bridge.musicSkill.on("changed", listener);
        return () => bridge.musicSkill.off("changed", listener);
      },
    },
    ...(demo === undefined ? {} : { demo: demo.view }),
  };
  return {
    view,
    start: () => {
      setUp.start();
    },
    stop: () => {
      setUp.stop();
    },
  };
}

function householdView({ bridge, configuration, demo }: ShownBridge, setUp: SetUpWatch): HouseholdView {
  return {
    version: VERSION,
    activity: bridge.activity,
    players: () => ({ players: shownPlayers(bridge.household), others: otherDevices(bridge.household) }),
    lamps: () => lampsOf(bridge, configuration, demo !== undefined),
    setUp: () => setUp.current(),
    checkSetUp: () => setUp.check(),
    followPlayers: (listener) => {
      const unfollow = setUp.follow(listener);
      bridge.household.on("players", listener);
      bridge.accounts.on("state", listener);
      return () => {
        unfollow();
        bridge.household.off("players", listener);
        bridge.accounts.off("state", listener);
      };
    },
    ...(demo === undefined ? {} : { demo: demo.notice === undefined ? {} : { notice: demo.notice } }),
  };
}
