import { X509Certificate, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type SkillCertificatesOptions, createSkillCertificates } from "./skill-certificates.js";

async function open(options?: SkillCertificatesOptions) {
  const certificates = await createSkillCertificates(options);
  const pem = await certificates.fetch(certificates.chainUrl);
  const blocks = pem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];
  const [leaf, intermediate, root] = blocks.map((block) => new X509Certificate(block));
  if (leaf === undefined || intermediate === undefined || root === undefined) throw new Error("The chain is short.");
  return { certificates, leaf, intermediate, root, trusted: new X509Certificate(certificates.rootPem) };
}

function vouches(issuer: X509Certificate, subject: X509Certificate): boolean {
  return subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
}

describe("createSkillCertificates", () => {
  it("makes a chain from the trusted root to Alexa's name", async () => {
    const { leaf, intermediate, trusted } = await open();
    expect(leaf.checkHost("echo-api.amazon.com", { subject: "never" })).toBe("echo-api.amazon.com");
    expect([vouches(intermediate, leaf), vouches(trusted, intermediate), vouches(trusted, trusted)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([leaf.ca, intermediate.ca, trusted.ca]).toEqual([false, true, true]);
  });

  it("signs a body so that another body does not fit the signature", async () => {
    const { certificates, leaf } = await open();
    const body = Buffer.from('{"version":"1.0"}');
    const headers = certificates.sign(body);
    const holds = (of: Buffer, algorithm: string, signature: string) =>
      verify(algorithm, of, leaf.publicKey, Buffer.from(signature, "base64"));
    expect(holds(body, "RSA-SHA256", headers["signature-256"])).toBe(true);
    expect(holds(body, "RSA-SHA1", headers.signature)).toBe(true);
    expect(holds(Buffer.from("{}"), "RSA-SHA256", headers["signature-256"])).toBe(false);
    expect(headers.signaturecertchainurl).toBe(certificates.chainUrl);
  });

  it("keeps no certificate at another address", async () => {
    const { certificates } = await open();
    await expect(certificates.fetch("https://s3.amazonaws.com/echo.api/other.pem")).rejects.toMatchObject({
      code: "CERTIFICATE_NOT_FOUND",
    });
  });

  it("makes the bad chains: another name, an old leaf, a root of the same name that issued nothing", async () => {
    const other = await open({ san: "example.com" });
    expect(other.leaf.checkHost("echo-api.amazon.com")).toBeUndefined();
    const old = await open({ expired: true });
    expect(Date.parse(old.leaf.validTo)).toBeLessThan(Date.parse("2026-01-01"));
    const foreign = await open({ foreignRoot: true });
    expect(foreign.trusted.subject).toBe(foreign.root.subject);
    expect(foreign.intermediate.verify(foreign.trusted.publicKey)).toBe(false);
  });
});
