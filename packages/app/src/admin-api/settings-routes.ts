import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { PlayerSettingsChangeSchema, type PlayerSettings, type PlayerSettingsChange } from "@ma-alexa/protocol/admin";

/** What the admin API may do with the settings of players; joined in `show-bridge.ts`. */
export interface SettingsView {
  /** Undefined when there is no such player. */
  read(playerId: string): PlayerSettings | undefined;
  /** Why it can never be a player of Music Assistant, if it cannot. */
  whyNotPlayable(playerId: string): string | undefined;
  change(playerId: string, change: PlayerSettingsChange): Promise<PlayerSettings | undefined>;
  /** What pairs the player with Music Assistant, a secret; undefined when there is no such player. */
  pairingToken(playerId: string): string | undefined;
}

const Params = z.object({ id: z.string() });
const NO_SUCH_PLAYER = {
  code: "NO_SUCH_PLAYER",
  message: "There is no player with this id: GET /api/players lists them.",
};

/** How each player is served, read and changed by the household. */
export function addSettingsRoutes(server: FastifyInstance, settings: () => SettingsView): void {
  server.get("/api/players/:id/settings", (request, reply) => {
    const found = settings().read(Params.parse(request.params).id);
    return found ?? reply.code(404).send(NO_SUCH_PLAYER);
  });

  server.get("/api/players/:id/pairing-token", (request, reply) => {
    const token = settings().pairingToken(Params.parse(request.params).id);
    if (token === undefined) return reply.code(404).send(NO_SUCH_PLAYER);
    return reply.header("cache-control", "no-store").send({ token });
  });

  server.put("/api/players/:id/settings", async (request, reply) => {
    const { id } = Params.parse(request.params);
    const change = PlayerSettingsChangeSchema.parse(request.body);
    const reason = change.exposed === true ? settings().whyNotPlayable(id) : undefined;
    if (reason !== undefined) return reply.code(409).send({ code: "NOT_PLAYABLE", message: reason });
    return (await settings().change(id, change)) ?? reply.code(404).send(NO_SUCH_PLAYER);
  });
}
