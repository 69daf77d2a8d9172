import { describe, expect, it } from "vitest";
import { tryPublicAddress } from "./public-address.js";

const answering =
  (body: string, status = 200) =>
  () =>
    Promise.resolve(new Response(body, { status }));
const failing = (code: string) => () => Promise.reject(new TypeError("fetch failed", { cause: { code } }));

describe("tryPublicAddress", () => {
  it("finds the bridge below the path of its address", async () => {
    const asked: string[] = [];
    const ask = (url: unknown) => {
      asked.push(String(url));
      return Promise.resolve(new Response('{"ok":true}'));
    };
    expect(await tryPublicAddress("https://house.example/echo/", ask)).toEqual({ kind: "reached", secure: true });
    expect(asked).toEqual(["https://house.example/echo/health"]);
  });

  it.each([
    ["another program", answering("<html>"), false, "Something else than this bridge answers"],
    ["an unknown name", failing("ENOTFOUND"), false, "The name house.example is not known."],
    ["nobody", failing("ECONNREFUSED"), false, "Nothing listens at house.example."],
    ["silence", failing("ETIMEDOUT"), false, "does not answer from here"],
    ["an old certificate", failing("CERT_HAS_EXPIRED"), true, "has expired"],
    ["its own certificate", failing("DEPTH_ZERO_SELF_SIGNED_CERT"), true, "vouches for itself"],
    ["half a chain", failing("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), true, "serve the full chain"],
    ["another name's certificate", failing("ERR_TLS_CERT_ALTNAME_INVALID"), true, "made out to another name"],
  ])("says that it met %s", async (_what, ask, certificate, words) => {
    const reach = await tryPublicAddress("https://house.example", ask);
    expect(reach).toMatchObject({ kind: "failed", certificate });
    expect(reach).toHaveProperty("reason", expect.stringContaining(words));
  });
});
