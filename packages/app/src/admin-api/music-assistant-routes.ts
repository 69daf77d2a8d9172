import type { FastifyInstance } from "fastify";
import { MusicAssistantConnectSchema, type MusicAssistant, type MusicAssistantConnect } from "@ma-alexa/protocol/admin";
import { MusicAssistantError, ServerAddressError } from "@ma-alexa/provider";

/** What the admin API may do with Music Assistant's own API; joined in `open-admin.ts`. */
export interface MusicAssistantView {
  shown(): MusicAssistant;
  connect(access: MusicAssistantConnect): Promise<void>;
  disconnect(): Promise<void>;
  /** Calls `listener` after every change until the returned function is called. */
  follow(listener: () => void): () => void;
}

/** How the bridge is connected to Music Assistant's own API, read and changed by the household. */
export function addMusicAssistantRoutes(server: FastifyInstance, shown: () => MusicAssistantView): void {
  server.get("/api/music-assistant", () => shown().shown());

  server.post("/api/music-assistant", async (request, reply) => {
    const view = shown();
    try {
      await view.connect(MusicAssistantConnectSchema.parse(request.body));
      return view.shown();
    } catch (error) {
      if (!(error instanceof MusicAssistantError) && !(error instanceof ServerAddressError)) throw error;
      const isAway = error.code === "NOT_CONNECTED" || error.code === "TIMED_OUT" || error.code === "CONNECTION_LOST";
      return reply.code(isAway ? 502 : 400).send({ code: error.code, message: error.message });
    }
  });

  server.delete("/api/music-assistant", async () => {
    const view = shown();
    await view.disconnect();
    return view.shown();
  });
}
