import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { DemoButtonSchema, DemoRemotePressSchema, DemoSaySchema } from "@ma-alexa/protocol/admin";
import type { DemoView } from "./demo-view.js";

const EchoParams = z.object({ id: z.string() });
const HeardQuery = z.object({ seconds: z.coerce.number().min(0.1).max(120).default(10) });

/** The routes that only a demo has: Music Assistant's remote, and being a person in an Echo's room. Without one they do not exist. */
export function addDemoRoutes(all: FastifyInstance, shown: () => DemoView | undefined): void {
  void all.register((server, _options, done) => {
    server.addHook("onRequest", (_request, reply, next) => {
      if (shown() === undefined) reply.callNotFound();
      else next();
    });
    addRoutes(server, () => {
      const demo = shown();
      if (demo === undefined) throw new Error("The demo ended while one of its routes was used");
      return demo;
    });
    done();
  });
}

function addRoutes(server: FastifyInstance, demo: () => DemoView): void {
  server.get("/api/demo", () => demo().snapshot());
  server.get("/api/demo/echos", () => demo().echos());

  server.post("/api/demo/music-assistant/:id", async (request, reply) => {
    const { id } = EchoParams.parse(request.params);
    const refused = demo().press(id, DemoRemotePressSchema.parse(request.body));
    if (refused !== undefined) return reply.code(409).send(refused);
    return { ok: true };
  });

  server.post("/api/demo/echos/:id/say", async (request, reply) => {
    const spoken = demo().say(EchoParams.parse(request.params).id, DemoSaySchema.parse(request.body).text);
    if (spoken === undefined) return noSuchEcho(reply);
    await spoken;
    return { ok: true };
  });

  server.post("/api/demo/echos/:id/press", async (request, reply) => {
    const pressed = demo().pressButton(
      EchoParams.parse(request.params).id,
      DemoButtonSchema.parse(request.body).button,
    );
    if (pressed === undefined) return noSuchEcho(reply);
    await pressed;
    return { ok: true };
  });

  server.get("/api/demo/echos/:id/heard.wav", async (request, reply) => {
    const wav = demo().heardWav(EchoParams.parse(request.params).id, HeardQuery.parse(request.query).seconds);
    if (wav === undefined) return noSuchEcho(reply);
    return reply.type("audio/wav").header("cache-control", "no-store").send(wav);
  });

  server.get("/api/demo/echos/:id/fetched.mp3", { exposeHeadRoute: false }, (request, reply) => {
    const response = reply.raw;
    const stop = demo().followFetched(EchoParams.parse(request.params).id, (bytes) => {
      // A browser that listens slower than the Echo fetches loses bytes rather than filling our memory.
      if (response.writableLength < MAX_LISTENER_BACKLOG_BYTES) response.write(bytes);
    });
    if (stop === undefined) return noSuchEcho(reply);
    reply.hijack();
    response.writeHead(200, { "content-type": "audio/mpeg", "cache-control": "no-store" });
    response.flushHeaders();
    response.on("close", stop);
    return reply;
  });
}

const MAX_LISTENER_BACKLOG_BYTES = 2_097_152;

function noSuchEcho(reply: FastifyReply): FastifyReply {
  return noSuch(reply, "NO_SUCH_ECHO", "There is no simulated Echo with this id: GET /api/demo/echos lists them.");
}

function noSuch(reply: FastifyReply, code: string, message: string): FastifyReply {
  return reply.code(404).send({ code, message });
}
