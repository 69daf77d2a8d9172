import { expect, it } from "vitest";
import { judgeAddress } from "./pasted-address.js";

it.each([
  ["", "empty"],
  ["  ", "empty"],
  ["amazon.de", "not-an-address"],
  ["https://example.com/ap/maplanding?openid.oa2.authorization_code=x", "another-site"],
  ["https://notamazon.de/?openid.oa2.authorization_code=x", "another-site"],
  ["https://www.amazon.de/ap/signin?openid.mode=checkid_setup", "too-early"],
  [" https://www.amazon.de/ap/maplanding?openid.oa2.authorization_code=abc&openid.mode=id_res\n", "complete"],
  ["https://www.amazon.co.uk/ap/maplanding?openid.oa2.authorization_code=abc", "complete"],
])("%j is %s", (text, judgement) => {
  expect(judgeAddress(text)).toBe(judgement);
});
