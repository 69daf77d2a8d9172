import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { PlayerSnapshot } from "@ma-alexa/provider";
import { AdminServer } from "../admin-api/admin-server.js";
import type { DemoView } from "../admin-api/demo-view.js";
import { listening, type Bridge } from "../bridge.js";
import { lampsOf } from "../lamps.js";
import { setUpFacts } from "../set-up/set-up-facts.js";
import { SetUpWatch } from "../set-up/set-up-watch.js";
import { tryPublicAddress } from "../set-up/public-address.js";
import { VERSION } from "../version.js";
import type { CommandParts } from "./parts.js";

/** What the dashboard of one bridge shows. */
export interface AdminOptions extends CommandParts {
  readonly bridge: Bridge;
  readonly demo?: { readonly view: DemoView; readonly notice?: string };
}

/**
 * Serves the dashboard and its API for a running bridge; resolves with its address and how to end it.
 * @throws AppError PORT_IN_USE.
 */
export async function openAdmin({
  bridge,
  demo,
  configuration,
  clock,
  logger,
}: AdminOptions): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const setUp = new SetUpWatch({
    proofs: bridge.proofs,
    publicUrl: demo === undefined ? configuration.publicUrl : undefined,
    tryAddress: (publicUrl) => tryPublicAddress(publicUrl),
    facts: () => setUpFacts(bridge, configuration, demo !== undefined),
    clock,
  });
  const server = new AdminServer({
    host: configuration.adminHost,
    port: configuration.adminPort,
    ...(configuration.adminPassword === undefined ? {} : { password: configuration.adminPassword }),
    dashboardFolder: join(dirname(createRequire(import.meta.url).resolve("@ma-alexa/dashboard/package.json")), "dist"),
    household: {
      version: VERSION,
      activity: bridge.activity,
      players: () => shownPlayers(bridge),
      lamps: () => lampsOf(bridge, configuration, demo !== undefined),
      setUp: () => setUp.current(),
      checkSetUp: () => setUp.check(),
      followPlayers: (listener) => {
        const unfollow = setUp.follow(listener);
        bridge.household.on("players", listener);
        bridge.account.on("state", listener);
        return () => {
          unfollow();
          bridge.household.off("players", listener);
          bridge.account.off("state", listener);
        };
      },
      ...(demo === undefined ? {} : { demo: demo.notice === undefined ? {} : { notice: demo.notice } }),
    },
    settings: {
      read: (id) => (bridge.household.deviceOf(id) === undefined ? undefined : bridge.settings.of(id)),
      whyNotPlayable: (id) => bridge.household.deviceOf(id)?.reason,
      change: (id, change) => bridge.settings.change(id, change),
    },
    ...(demo === undefined ? {} : { demo: demo.view }),
    clock,
    logger,
  });
  const address = await listening(server.start(), configuration.adminPort, "--admin-port");
  setUp.start();
  return {
    address,
    stop: () => {
      setUp.stop();
      return server.stop();
    },
  };
}

/** Every Echo and group, with the reason where one cannot play; not the phones and televisions that Amazon lists too. */
function shownPlayers({ household }: Bridge): PlayerSnapshot[] {
  return household.players().filter(({ id }) => {
    const device = household.deviceOf(id);
    return device !== undefined && (device.playable || device.kind !== "other");
  });
}
