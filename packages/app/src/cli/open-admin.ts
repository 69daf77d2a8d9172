import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { AccountsView } from "../accounts/accounts-view.js";
import { AdminServer } from "../admin-api/admin-server.js";
import { listening } from "../listening.js";
import type { CommandParts } from "./parts.js";
import { showBridge, type ShownBridge } from "./show-bridge.js";

/** What the dashboard shows, and of which accounts. */
export interface AdminOptions extends CommandParts, ShownBridge {
  readonly accounts: AccountsView;
}

/** The dashboard's server: its address, how it goes over to another household, and how to end it. */
export interface Admin {
  readonly address: string;
  show(next: ShownBridge): void;
  stop(): Promise<void>;
}

/**
 * Serves the dashboard and its API for a running bridge.
 * @throws AppError PORT_IN_USE.
 */
export async function openAdmin({ accounts, clock, logger, ...first }: AdminOptions): Promise<Admin> {
  const { configuration } = first;
  let shown = showBridge(first, clock);
  const server = new AdminServer({
    host: configuration.adminHost,
    port: configuration.adminPort,
    ...(configuration.adminPassword === undefined ? {} : { password: configuration.adminPassword }),
    dashboardFolder: join(dirname(createRequire(import.meta.url).resolve("@ma-alexa/dashboard/package.json")), "dist"),
    ...shown.view,
    accounts,
    clock,
    logger,
  });
  const address = await listening(server.start(), configuration.adminPort, "--admin-port");
  shown.start();
  return {
    address,
    show: (next) => {
      shown.stop();
      shown = showBridge(next, clock);
      server.show(shown.view);
      shown.start();
    },
    stop: () => {
      shown.stop();
      return server.stop();
    },
  };
}
