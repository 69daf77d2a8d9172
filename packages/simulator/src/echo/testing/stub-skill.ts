import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import {
  parseSkillRequest,
  skillResponse,
  type PlayDirective,
  type SkillRequestEnvelope,
  type SkillResponse,
} from "@ma-alexa/protocol/alexa/custom-skill";
import { onTestFinished } from "vitest";

/** One request as it reached the skill. */
interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly envelope: SkillRequestEnvelope;
  /** Type, or for an intent its name. */
  readonly name: string;
  /** Of an AudioPlayer event. */
  readonly offsetMs: number | undefined;
}

/** A skill on loopback that answers as it is told and keeps what it was asked; ends with the test. */
export async function stubSkill(answer: (name: string, envelope: SkillRequestEnvelope) => SkillResponse) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const envelope = parseSkillRequest(body.toString());
      const asked = envelope.request;
      const name = asked.type === "IntentRequest" ? asked.intent.name : asked.type;
      const offsetMs = "offsetInMilliseconds" in asked ? asked.offsetInMilliseconds : undefined;
      received.push({ headers: request.headers, body, envelope, name, offsetMs });
      response.end(JSON.stringify(skillResponse(answer(name, envelope))));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/alexa`,
    received,
    names: () => received.map(({ name }) => name),
    count: (name: string) => received.filter((one) => one.name === name).length,
    offsets: (name: string) => received.filter((one) => one.name === name).map(({ offsetMs }) => offsetMs ?? -1),
  };
}

/** A Play of `url`. */
export function play(url: string, token = "play-1", change: Partial<PlayDirective> = {}): PlayDirective {
  return {
    type: "AudioPlayer.Play",
    playBehavior: "REPLACE_ALL",
    audioItem: { stream: { url, token, offsetInMilliseconds: 0 } },
    ...change,
  };
}
