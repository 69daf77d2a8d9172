import { X509Certificate } from "node:crypto";
import {
  createSkillCertificates,
  TestClock,
  type SkillCertificates,
  type SkillCertificatesOptions,
} from "@ma-alexa/simulator";
import { beforeAll, describe, expect, it } from "vitest";
import { SKILL_ID, skillRequestText, type EnvelopeOptions } from "../../testing/skill-envelope.js";
import type { RefusalCode } from "./request-refused.js";
import { RequestVerifier } from "./request-verifier.js";

let good: SkillCertificates;
beforeAll(async () => {
  good = await createSkillCertificates();
});

function body(options?: EnvelopeOptions): Buffer {
  return Buffer.from(skillRequestText({ type: "LaunchRequest" }, options));
}

function bench(certificates = good, clock = new TestClock()) {
  const fetched: string[] = [];
  const verifier = new RequestVerifier({
    applicationIds: [SKILL_ID],
    clock,
    roots: () => [new X509Certificate(certificates.rootPem)],
    fetchCertificate: (url) => {
      fetched.push(url.href);
      return certificates.fetch(url);
    },
  });
  const ask = (bytes: Buffer, headers = certificates.sign(bytes)) => verifier.verify({ ...headers }, bytes);
  return { verifier, clock, fetched, ask };
}

function at(clock: TestClock, seconds: number): string {
  return new Date(clock.epoch() + seconds * 1_000).toISOString();
}

async function code(asked: Promise<unknown>): Promise<RefusalCode | "accepted"> {
  return asked.then(
    () => "accepted" as const,
    (error: unknown) => (error as { code: RefusalCode }).code,
  );
}

describe("a request that Alexa signed", () => {
  it("is answered with what it says", async () => {
    const envelope = await bench().ask(body());
    expect(envelope.request.type).toBe("LaunchRequest");
  });

  it("costs one fetch of the certificate, also for many at once", async () => {
    const { ask, fetched } = bench();
    await Promise.all(["a", "b", "c"].map((requestId) => ask(body({ requestId }))));
    await ask(body({ requestId: "d" }));
    expect(fetched).toHaveLength(1);
  });

  it.each([-149, 149])("may be %i s away from our clock", async (seconds) => {
    const { ask, clock } = bench();
    expect(await code(ask(body({ timestamp: at(clock, seconds) })))).toBe("accepted");
  });

  it("is trusted as soon as a trusted root issued a certificate of its chain, whatever follows", async () => {
    const [, intermediate = ""] =
      (await good.fetch(good.chainUrl)).match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];
    const clock = new TestClock();
    const verifier = new RequestVerifier({
      applicationIds: [SKILL_ID],
      clock,
      roots: () => [new X509Certificate(intermediate)],
      fetchCertificate: (url) => good.fetch(url),
    });
    expect(await code(verifier.verify({ ...good.sign(body()) }, body()))).toBe("accepted");
  });
});

describe("a request that is refused", () => {
  it.each<[string, (bytes: Buffer) => Record<string, string | undefined>, RefusalCode]>([
    ["has no signature", () => ({}), "UNSIGNED"],
    ["has only the old signature", (bytes) => ({ ...good.sign(bytes), "signature-256": undefined }), "UNSIGNED"],
    ["has a signature that is none", (bytes) => ({ ...good.sign(bytes), "signature-256": "!" }), "BAD_SIGNATURE"],
    [
      "names a certificate of another host",
      (bytes) => ({ ...good.sign(bytes), signaturecertchainurl: "https://example.com/echo.api/a.pem" }),
      "BAD_CHAIN",
    ],
    [
      "names a certificate that is not there",
      (bytes) => ({ ...good.sign(bytes), signaturecertchainurl: "https://s3.amazonaws.com/echo.api/none.pem" }),
      "BAD_CHAIN",
    ],
  ])("%s", async (_what, headers, expected) => {
    const { verifier } = bench();
    expect(await code(verifier.verify(headers(body()), body()))).toBe(expected);
  });

  it("was changed by one byte", async () => {
    const changed = body();
    changed[changed.length - 2] = (changed.at(-2) ?? 0) ^ 1;
    expect(await code(bench().ask(changed, good.sign(body())))).toBe("BAD_SIGNATURE");
  });

  it("was changed by one byte and comes in the midst of a crowd, which is answered", async () => {
    const { ask, clock } = bench();
    const crowd = ["a", "b", "c", "d"].map((requestId) => body({ requestId }));
    const signatures = crowd.map((bytes) => good.sign(bytes));
    crowd[2] = body({ requestId: "forged" });
    const codes = () => Promise.all(crowd.map((bytes, index) => code(ask(bytes, signatures[index]))));
    expect(await codes()).toEqual(["accepted", "accepted", "BAD_SIGNATURE", "accepted"]);
    clock.tick(1_000);
    expect(await codes()).toEqual(["REPLAYED", "REPLAYED", "BAD_SIGNATURE", "REPLAYED"]);
  });

  it.each<[string, SkillCertificatesOptions]>([
    ["another name", { san: "example.com" }],
    ["a name below Amazon's", { san: "x.echo-api.amazon.com" }],
    ["a certificate that ran out", { expired: true }],
    ["a root that nobody trusts", { foreignRoot: true }],
  ])("has %s", async (_what, options) => {
    expect(await code(bench(await createSkillCertificates(options)).ask(body()))).toBe("BAD_CHAIN");
  });

  it("comes under a certificate that ran out since it was fetched", async () => {
    const { ask, clock, fetched } = bench();
    await ask(body());
    clock.tick(20 * 365 * 24 * 3_600_000);
    expect(await code(ask(body({ requestId: "later", timestamp: at(clock, 0) })))).toBe("BAD_CHAIN");
    expect(fetched).toHaveLength(2);
  });

  it("has a chain of seven", async () => {
    const chain = await good.fetch(good.chainUrl);
    const long = { ...good, fetch: () => Promise.resolve(chain.repeat(3)) };
    expect(await code(bench(long).ask(body()))).toBe("BAD_CHAIN");
  });

  it.each([
    ["stale", -151],
    ["from the future", 151],
    ["from 2099", 73 * 365 * 24 * 3_600],
  ])("is %s", async (_what, seconds) => {
    const { ask, clock } = bench();
    expect(await code(ask(body({ timestamp: at(clock, seconds) })))).toBe("STALE");
  });

  it("is meant for another skill", async () => {
    expect(await code(bench().ask(body({ applicationId: "amzn1.ask.skill.other" })))).toBe("FOREIGN_SKILL");
  });

  it("was answered before", async () => {
    const { ask } = bench();
    await ask(body());
    expect(await code(ask(body()))).toBe("REPLAYED");
  });

  it.each(["", "no json", '{"version":"1.0"}'])("cannot be read: %j", async (text) => {
    expect(await code(bench().ask(Buffer.from(text)))).toBe("MALFORMED");
  });
});
