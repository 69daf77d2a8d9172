import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createLogger } from "./logger.js";

/** Secrets as they occur, and where somebody could let them slip. */
const SECRETS: Record<string, string> = {
  "an access token": "Atna|EwICIJ2b3q-longish.token",
  "a refresh token": "Atnr|EwICIB93k/abc=",
  "an e-mail address": "someone@example.org",
  "a serial number": "G0911W0793750XYZ",
  "a group's serial number": "0123456789abcdef0123456789abcdef",
  "a skill device id": "amzn1.ask.device.AHJKASD78",
  "a skill user id": "amzn1.ask.account.AG3RHHJ5",
  "a session cookie": "session-id=262-1234567-1234567",
  "the code of a pasted address": "openid.oa2.authorization_code=ANdNAVhyhqirUelHGEHA",
  "an authenticator's secret": "MZXW6YTBOIQGK3TFON2GS43UMVXHIIDPOJUWO2LOMFWCA5DPOBSX",
  "a signed stream path": "/stream/abc.def.1780000000.c2lnbmF0dXJl.mp3",
};

function logged(log: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = "";
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  log(createLogger({ level: "debug", destination }));
  return text;
}

describe("the log never shows", () => {
  for (const [name, secret] of Object.entries(SECRETS)) {
    it.each<[string, (logger: ReturnType<typeof createLogger>) => void]>([
      [
        "in a sentence",
        (logger) => {
          logger.info({}, `Amazon said ${secret} here`);
        },
      ],
      [
        "in a field",
        (logger) => {
          logger.info({ detail: secret }, "Said");
        },
      ],
      [
        "deep in a field",
        (logger) => {
          logger.info({ answer: { list: [{ text: `x ${secret} y` }] } }, "Said");
        },
      ],
      [
        "in an error",
        (logger) => {
          logger.error({ err: new Error(`failed for ${secret}`) }, "Failed");
        },
      ],
      [
        "in a child's binding",
        (logger) => {
          logger.child({ device: secret }).warn({}, "Warned");
        },
      ],
    ])(`${name} %s`, (_where, log) => {
      expect(logged(log)).not.toContain(secret.replace(/^\/stream\/|\.mp3$|^openid.*=/g, ""));
    });
  }

  it("the value of a field with a secret's name, whatever it looks like", () => {
    const text = logged((logger) => {
      logger.info(
        {
          registration: { refreshToken: "harmless-looking", cookie: "a=b", serialNumber: "short" },
          stored: { loginCookie: "harmless-looking", deviceSerial: "short", "map-md": "short", customerId: "short" },
          totp: { secret: "short" },
        },
        "Stored",
      );
    });
    expect(text).not.toMatch(/harmless-looking|a=b|short/);
  });

  it("but shows what is needed to understand it", () => {
    const text = logged((logger) => {
      logger.child({ player: "Kitchen" }).info({ level: 35, path: "/api/behaviors/preview" }, "Volume set");
    });
    expect(text).toMatch(/Kitchen.*\/api\/behaviors\/preview.*Volume set/);
  });
});
