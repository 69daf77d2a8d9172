import http from "node:http";
import http2 from "node:http2";
import type { AddressInfo, Server } from "node:net";
import { PUSH_DELIMITER, encodePushFrame, parsePreviewBody } from "@ma-alexa/protocol/amazon";
import type { Sequence } from "@ma-alexa/protocol/amazon";
import type { AmazonEndpoint } from "../worker/messages.js";

/** What a path answers; a string goes out as it is, anything else as JSON. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly body?: unknown;
}

const dot = {
  accountName: "Kitchen",
  serialNumber: "G1",
  deviceType: "A2U21SRK4QGSE1",
  deviceFamily: "ECHO",
  online: true,
  capabilities: ["AUDIO_PLAYER"],
  deviceOwnerCustomerId: "A1",
  clusterMembers: [],
  parentClusters: [],
};

const ORDINARY: Readonly<Record<string, unknown>> = {
  "/api/customer-status": { eulaAcceptance: true },
  "/api/endpoints": { websiteApiUrl: "https://eu-api-alexa.amazon.de", alexaApiUrl: "https://api.eu.amazonalexa.com" },
  "/accounts": [],
  "/api/devices-v2/device": { devices: [dot] },
  "/api/device-preferences": { devicePreferences: [{ deviceSerialNumber: "G1", locale: "en-GB" }] },
  "/auth/token": { access_token: "Atna|x", token_type: "bearer", expires_in: 3600 },
  "/api/devices/deviceType/dsn/audio/v1/allDeviceVolumes": {
    volumes: [{ dsn: "G1", speakerVolume: 30, speakerMuted: false, error: null }],
  },
  "/api/np/list-media-sessions": { mediaSessionList: [] },
  "/api/behaviors/preview": "",
};

/** A registration that needs no renewal at the machine's present date, which the library reads by itself. */
export const freshRegistration = {
  localCookie: "session-id=1; csrf=123;",
  loginCookie: "session-id=1",
  refreshToken: "Atnr|x",
  macDms: { device_private_key: "k", adp_token: "t" },
  deviceSerial: "D1",
  dataVersion: 2,
  tokenDate: Date.now(),
  amazonPage: "amazon.de",
};

/**
 * An Amazon that answers exactly what a test says, nonsense included that no faithful simulation sends: for the
 * account's bad days. It has one Echo, "Kitchen" (G1), that obeys nothing.
 */
export class ScriptedAmazon {
  /** Method, host and path of every request, and "push" for every push stream. */
  readonly hits: string[] = [];
  readonly sequences: Sequence[] = [];
  /** Answers that differ from the ordinary ones, by path. */
  readonly answers = new Map<string, ScriptedAnswer>();
  pushStatus = 200;
  readonly #sessions = new Set<http2.ServerHttp2Session>();
  readonly #streams = new Set<http2.ServerHttp2Stream>();
  #api: http.Server | undefined;
  #push: http2.Http2Server | undefined;
  #endpoint: AmazonEndpoint = { host: "127.0.0.1", port: 0, pushPort: 0 };

  get endpoint(): AmazonEndpoint {
    return this.#endpoint;
  }

  /** Listens: the first time on free ports, afterwards on the same ones. */
  async up(): Promise<void> {
    this.#api = http.createServer((request, response) => {
      void this.#answer(request, response);
    });
    this.#push = http2.createServer();
    this.#push.on("session", (session: http2.ServerHttp2Session) => {
      this.#sessions.add(session.on("error", () => undefined));
      session.on("close", () => this.#sessions.delete(session));
    });
    this.#push.on("stream", (stream: http2.ServerHttp2Stream) => {
      this.#openPush(stream);
    });
    const { port, pushPort } = this.#endpoint;
    this.#endpoint = {
      host: "127.0.0.1",
      port: await listen(this.#api, port),
      pushPort: await listen(this.#push, pushPort),
    };
  }

  /** Gone: every connection is cut and the ports are closed. */
  async down(): Promise<void> {
    const servers = [this.#api, this.#push].filter((server) => server !== undefined);
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
    this.#api?.closeAllConnections();
    for (const session of this.#sessions) session.destroy();
    await Promise.all(closed);
  }

  /** Pushes an event about the Kitchen to whoever listens. */
  say(command: string, payload: object): void {
    const frame = encodePushFrame(command, { dopplerId: { deviceSerialNumber: "G1" }, ...payload });
    for (const stream of this.#streams) stream.write(frame);
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const path = request.url?.split("?", 1)[0] ?? "";
    this.hits.push(`${request.method ?? ""} ${request.headers.host ?? ""}${path}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (path === "/api/behaviors/preview") this.sequences.push(parsePreviewBody(Buffer.concat(chunks).toString()));
    const { status = path in ORDINARY ? 200 : 404, body = ORDINARY[path] ?? {} } = this.answers.get(path) ?? {};
    response.statusCode = status;
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  }

  #openPush(stream: http2.ServerHttp2Stream): void {
    this.hits.push("push");
    stream.on("error", () => undefined);
    stream.respond({ ":status": this.pushStatus });
    if (this.pushStatus !== 200) {
      stream.end();
      return;
    }
    this.#streams.add(stream);
    stream.on("close", () => this.#streams.delete(stream));
    stream.write(PUSH_DELIMITER);
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
