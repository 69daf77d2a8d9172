import { describe, expect, it } from "vitest";
import { readPastedAddress } from "./pasted-address.js";

const LAST = "https://www.amazon.com/ap/maplanding?openid.mode=id_res&openid.oa2.authorization_code=ANx9&x=%26y";

describe("a pasted address", () => {
  it("is usable when it is the last one of a sign-in, with spaces around it or not", () => {
    expect(readPastedAddress(`  ${LAST}\n`, "amazon.com")).toEqual({
      kind: "usable",
      query: "openid.mode=id_res&openid.oa2.authorization_code=ANx9&x=%26y",
    });
  });

  it.each([
    ["words", "I am signed in now", "ADDRESS_NOT_READABLE"],
    ["nothing", "   ", "ADDRESS_NOT_READABLE"],
    ["a book", `https://www.amazon.com/${"a".repeat(9_000)}`, "ADDRESS_NOT_READABLE"],
    ["an address without https", LAST.replace("https:", "http:"), "ADDRESS_OF_ANOTHER_SITE"],
    ["an address of this machine", LAST.replace("www.amazon.com", "127.0.0.1"), "ADDRESS_OF_ANOTHER_SITE"],
    ["a port", LAST.replace("amazon.com", "amazon.com:8443"), "ADDRESS_OF_ANOTHER_SITE"],
    ["a name in front of the host", LAST.replace("www", "me@www"), "ADDRESS_OF_ANOTHER_SITE"],
    ["a host that only begins alike", LAST.replace("amazon.com", "amazon.com.evil.example"), "ADDRESS_OF_ANOTHER_SITE"],
    ["the sign-in of another country", LAST.replace("amazon.com", "amazon.co.jp"), "ADDRESS_OF_ANOTHER_SITE"],
    [
      "the first page of the sign-in",
      "https://www.amazon.com/ap/signin?openid.mode=checkid_setup",
      "ADDRESS_WITHOUT_CODE",
    ],
    [
      "the last page without its code",
      "https://www.amazon.com/ap/maplanding?openid.mode=id_res",
      "ADDRESS_WITHOUT_CODE",
    ],
    ["an empty code", LAST.replace("ANx9", ""), "ADDRESS_WITHOUT_CODE"],
    ["two codes", `${LAST}&openid.oa2.authorization_code=two`, "ADDRESS_WITHOUT_CODE"],
    ["another page with a code", LAST.replace("maplanding", "signin"), "ADDRESS_WITHOUT_CODE"],
  ])("is refused when it is %s", (_case, text, code) => {
    expect(readPastedAddress(text, "amazon.com")).toEqual({ kind: "refused", code });
  });
});
