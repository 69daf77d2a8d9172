import { WireError, parseJson } from "@ma-alexa/protocol";
import { TransportCommandSchema, parsePreviewBody } from "@ma-alexa/protocol/amazon";
import { ACCEPTED, type ApiAnswer, type ApiRequest, json, noRoutes } from "./api-answer.js";
import {
  deviceEntry,
  mediaSession,
  playerInfo,
  preferenceEntry,
  volumeEntry,
  wakeWordEntry,
  withoutArrays,
} from "./books.js";
import { type AmazonFaults, forgetsCommand } from "./faults.js";
import { type SequenceScene, runSequence } from "./run-sequence.js";
import type { SignIn } from "./sign-in.js";
import type { AmazonEffects, DeviceFacts } from "./simulated-device.js";

export interface WebApiOptions {
  /** Such as `amazon.de`. */
  readonly amazonPage: string;
  readonly faults: AmazonFaults;
  readonly signIn: SignIn;
  readonly effects: AmazonEffects;
  readonly devices: () => readonly DeviceFacts[];
  /** Takes note of what the answers keep to themselves. */
  readonly failed: (error: unknown) => void;
}

type Endpoint = (request: ApiRequest) => ApiAnswer;

/** The answers of Amazon's web API, by host and path: the endpoints of Amazon reference 12.1 and list-media-sessions. */
export class WebApi {
  readonly #options: WebApiOptions;
  readonly #hosts: Readonly<Record<string, Readonly<Record<string, Endpoint>>>>;

  constructor(options: WebApiOptions) {
    this.#options = options;
    const page = options.amazonPage;
    const session = {
      "GET /api/customer-status": () => json(CUSTOMER_STATUS),
      "GET /api/endpoints": () => json(this.#endpoints()),
    };
    this.#hosts = {
      [`alexa.${page}`]: { ...session, ...this.#household() },
      [apiHost(page)]: { ...session, ...this.#household() },
      [`alexa-comms-mobile-service.${page}`]: { "GET /accounts": () => json([]) },
      [`api.${page}`]: { "POST /auth/token": (request) => this.#token(request) },
    };
  }

  /** The answer to a request on a day without faults. */
  answer(request: ApiRequest): ApiAnswer {
    const endpoint = this.#hosts[request.host]?.[`${request.method} ${request.path}`];
    if (endpoint === undefined) return json({ message: "Not found" }, 404);
    try {
      return this.#refusal(request) ?? endpoint(request);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#options.failed(error);
      return json({ message: error.message }, 400);
    }
  }

  #household(): Readonly<Record<string, Endpoint>> {
    return {
      "GET /api/devices-v2/device": () => json({ devices: this.#deviceList() }),
      "GET /api/device-preferences": () => json({ devicePreferences: this.#each(preferenceEntry) }),
      "GET /api/wake-word": () => json({ wakeWords: this.#each(wakeWordEntry) }),
      "GET /api/devices/deviceType/dsn/audio/v1/allDeviceVolumes": () => json({ volumes: this.#each(volumeEntry) }),
      "GET /api/np/player": (request) => this.#player(request),
      "GET /api/np/list-media-sessions": () => json({ mediaSessionList: this.#mediaSessions() }),
      "POST /api/np/command": (request) => this.#command(request),
      "POST /api/behaviors/preview": (request) => this.#preview(request),
    };
  }

  /** Tokens are asked for with a token; everything else needs the cookies. */
  #refusal(request: ApiRequest): ApiAnswer | undefined {
    if (request.path === "/auth/token") return undefined;
    const { faults, signIn } = this.#options;
    const admission = faults.always401 ? "unknown-session" : signIn.admits(request.headers);
    if (admission === "unknown-session") return json({ message: "Unauthorized" }, 401);
    return admission === "wrong-csrf" ? json({ message: "Forbidden" }, 403) : undefined;
  }

  #endpoints(): object {
    const page = this.#options.amazonPage;
    return {
      websiteApiUrl: `https://${apiHost(page)}`,
      alexaApiUrl: "https://api.eu.amazonalexa.com",
      retailUrl: `https://www.${page}`,
      retailDomain: `www.${page}`,
      awsRegion: "eu-west-1",
    };
  }

  #token(request: ApiRequest): ApiAnswer {
    const bearer = this.#options.signIn.bearerFor(request.body);
    if (bearer === undefined) {
      return json({ error: "invalid_grant", error_description: "The request has an invalid grant parameter" }, 400);
    }
    return json({ access_token: bearer, token_type: "bearer", expires_in: 3600 });
  }

  #deviceList(): object[] {
    const [first, ...others] = this.#options.devices().map(deviceEntry);
    if (first === undefined) return [];
    return [this.#options.faults.deviceWithoutArrays ? withoutArrays(first) : first, ...others];
  }

  #mediaSessions(): object[] {
    const active = this.#options.devices().filter(({ online, playerState }) => online && playerState !== "IDLE");
    return active.map(mediaSession);
  }

  #player({ query }: ApiRequest): ApiAnswer {
    const device = this.#addressed(query);
    return device === undefined ? noRoutes(400) : json(playerInfo(device));
  }

  #command({ query, body }: ApiRequest): ApiAnswer {
    const command = parseJson(TransportCommandSchema, body, "A transport command");
    const device = this.#addressed(query);
    if (device === undefined) return noRoutes(404);
    // On a device that plays nothing a volume is accepted and ignored (Amazon reference 5.4).
    const isIgnored = command.type === "VolumeLevelCommand" && device.playerState === "IDLE";
    const { effects, failed } = this.#options;
    if (!isIgnored && !forgetsCommand(this.#options.faults)) effects.transport(device.serial, command).catch(failed);
    return ACCEPTED;
  }

  #preview({ body }: ApiRequest): ApiAnswer {
    const { startNode } = parsePreviewBody(body);
    const { effects, faults, devices, failed } = this.#options;
    const scene: SequenceScene = { effects, devices, failed, mayRun: () => !forgetsCommand(faults) };
    void runSequence(startNode, scene);
    return ACCEPTED;
  }

  #addressed(query: URLSearchParams): DeviceFacts | undefined {
    const serial = query.get("deviceSerialNumber");
    return this.#options.devices().find((facts) => facts.serial === serial && facts.online);
  }

  #each(entry: (facts: DeviceFacts) => object): object[] {
    return this.#options.devices().map(entry);
  }
}

const CUSTOMER_STATUS = {
  countryOfResidenceSet: true,
  eulaAcceptance: true,
  ftueSkipped: false,
  hasActiveDopplers: true,
  hasPhysical1PDevice: true,
  preferredMarketplaceSet: true,
  tutorialComplete: false,
};

function apiHost(amazonPage: string): string {
  return `eu-api-alexa.${amazonPage}`;
}
