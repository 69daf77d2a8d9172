import type { CustomSmapiClientBuilder } from "ask-smapi-sdk";
import { CATALOG_USAGES, type CatalogType } from "@ma-alexa/protocol/alexa/music-skill";
import { z } from "zod";
import { fetchApiClient } from "./fetch-api-client.js";
import {
  SkillManagementError,
  type IngestionState,
  type LinkingTold,
  type SkillManagement,
} from "./skill-management.js";
import { smapiRefusal } from "./smapi-refusal.js";

/** An owner's authorization for Amazon's skill management ("Login with Amazon"); all of it is secret. */
export interface SmapiCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** Where it is; Amazon's own when absent. Only tests name others. */
export interface SmapiAddresses {
  readonly api: string;
  readonly login: string;
}

const STAGE = "development";

const UploadSchema = z.object({
  id: z.string(),
  presignedUploadParts: z.array(z.object({ url: z.url(), partNumber: z.number() })).min(1),
});

const IngestionSchema = z.object({
  status: z.string().optional(),
  ingestionSteps: z
    .array(
      z.object({
        name: z.string(),
        status: z.string(),
        errors: z.array(z.object({ message: z.string().optional() })).catch([]),
      }),
    )
    .catch([]),
});

type Client = ReturnType<CustomSmapiClientBuilder["client"]>;

/** Amazon's skill management through its own SDK, which is loaded when it is first asked: few households need its 9 MB. */
export class Smapi implements SkillManagement {
  readonly #credentials: SmapiCredentials;
  readonly #addresses: SmapiAddresses | undefined;
  #client: Promise<Client> | undefined;

  constructor(credentials: SmapiCredentials, addresses?: SmapiAddresses) {
    this.#credentials = credentials;
    this.#addresses = addresses;
  }

  async vendorId(): Promise<string> {
    const { vendors } = await this.#told("asking for the developer account", (client) => client.getVendorListV1());
    const id = vendors?.[0]?.id;
    if (id === undefined)
      throw new SkillManagementError(
        "REFUSED",
        "This Amazon account is no developer yet: register it in Amazon's developer console and try again.",
      );
    return id;
  }

  async createSkill(vendorId: string, manifest: object): Promise<string> {
    const { skillId } = await this.#told("creating the skill", (client) =>
      client.createSkillForVendorV1({ vendorId, ...manifest }),
    );
    if (skillId === undefined) throw new SkillManagementError("REFUSED", "Amazon gave the new skill no id.");
    return skillId;
  }

  updateManifest(skillId: string, manifest: object): Promise<void> {
    return this.#told("updating the skill", (client) => client.updateSkillManifestV1(skillId, STAGE, manifest));
  }

  async manifestState(skillId: string): Promise<"running" | "done" | { readonly failed: string }> {
    const { manifest } = await this.#told("checking the skill", (client) =>
      client.getSkillStatusV1(skillId, "manifest"),
    );
    const request = manifest?.lastUpdateRequest;
    if (request?.status === "SUCCEEDED") return "done";
    if (request?.status !== "FAILED") return "running";
    return { failed: request.errors?.[0]?.message ?? "no reason was given" };
  }

  setAccountLinking(
    skillId: string,
    { authorizationUrl, tokenUrl, clientId, clientSecret }: LinkingTold,
  ): Promise<void> {
    const accountLinkingRequest = {
      type: "AUTH_CODE" as const,
      authorizationUrl,
      accessTokenUrl: tokenUrl,
      clientId,
      clientSecret,
      accessTokenScheme: "HTTP_BASIC" as const,
      scopes: ["music"],
      domains: [],
    };
    return this.#told("setting up account linking", (client) =>
      client.updateAccountLinkingInfoV1(skillId, STAGE, { accountLinkingRequest }),
    );
  }

  enable(skillId: string): Promise<void> {
    return this.#told("enabling the skill", (client) => client.setSkillEnablementV1(skillId, STAGE));
  }

  async disable(skillId: string): Promise<void> {
    try {
      await this.#told("disabling the skill", (client) => client.deleteSkillEnablementV1(skillId, STAGE));
    } catch (error) {
      // What was not enabled need not be disabled.
      if (!(error instanceof SkillManagementError) || error.code !== "NOT_FOUND") throw error;
    }
  }

  async createCatalog(vendorId: string, type: CatalogType, title: string): Promise<string> {
    const { id } = await this.#told("creating a catalog", (client) =>
      client.createCatalogV0({ title, type, usage: CATALOG_USAGES[type], vendorId }),
    );
    if (id === undefined) throw new SkillManagementError("REFUSED", "Amazon gave the new catalog no id.");
    return id;
  }

  associateCatalog(skillId: string, catalogId: string): Promise<void> {
    return this.#told("giving the skill its catalog", (client) =>
      client.associateCatalogWithSkillV0(skillId, catalogId),
    );
  }

  async uploadCatalog(catalogId: string, file: Uint8Array): Promise<string> {
    const opened = await this.#told("opening an upload", (client) =>
      client.createContentUploadV0(catalogId, { numberOfUploadParts: 1 }),
    );
    const { id, presignedUploadParts } = UploadSchema.parse(opened);
    const partETags = await Promise.all(
      presignedUploadParts.map(async ({ url, partNumber }) => ({ partNumber, eTag: await sent(url, file) })),
    );
    await this.#told("completing an upload", (client) => client.completeCatalogUploadV0(catalogId, id, { partETags }));
    return id;
  }

  async ingestion(catalogId: string, uploadId: string): Promise<IngestionState> {
    const answer = await this.#told("asking how a catalog fares", (client) =>
      client.getContentUploadByIdV0(catalogId, uploadId),
    );
    const { status, ingestionSteps } = IngestionSchema.parse(answer);
    const failed = ingestionSteps.find((step) => step.status === "FAILED" || step.status === "CANCELLED");
    if (failed !== undefined)
      return { failed: `${failed.name}: ${failed.errors[0]?.message ?? "no reason was given"}` };
    if (ingestionSteps.some(({ name, status: done }) => name === "ER_INGESTION" && done === "SUCCEEDED"))
      return "searchable";
    if (status === "SUCCEEDED") return "searchable";
    return status === "FAILED" ? { failed: "no reason was given" } : "running";
  }

  async #told<Value>(doing: string, ask: (client: Client) => Promise<Value>): Promise<Value> {
    this.#client ??= this.#connect();
    const client = await this.#client;
    try {
      return await ask(client);
    } catch (error) {
      throw smapiRefusal(error, doing);
    }
  }

  async #connect(): Promise<Client> {
    const sdk = await import("ask-smapi-sdk");
    const builder = new sdk.CustomSmapiClientBuilder();
    // Each `with…` changes the builder itself; the types of the two it inherits forget what it is.
    builder.withRefreshTokenConfig({ ...this.#credentials });
    builder.withApiClient(fetchApiClient);
    const { api, login } = this.#addresses ?? {};
    if (api !== undefined && login !== undefined) builder.withApiEndpoint(api).withAuthEndpoint(login);
    return builder.client();
  }
}

const SEND_MS = 300_000;

/** The part's ETag with its quotes, as Amazon wants it back. */
async function sent(url: string, file: Uint8Array): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(url, { method: "PUT", body: Buffer.from(file), signal: AbortSignal.timeout(SEND_MS) });
  } catch {
    throw new SkillManagementError("UNREACHABLE", "A catalog could not be sent to Amazon; it will be tried again.");
  }
  const eTag = answer.headers.get("etag");
  if (!answer.ok || eTag === null)
    throw new SkillManagementError(
      "REFUSED",
      `Amazon's storage answered ${answer.status} to a catalog; it will be tried again.`,
    );
  return eTag;
}
