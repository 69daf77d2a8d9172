import { expect, it } from "vitest";
import { likelyMarketplace } from "./likely-marketplace.js";

const SITES = ["amazon.com", "amazon.de", "amazon.co.uk", "amazon.fr"].map((page) => ({ page, name: page }));

it.each([
  ["de", "amazon.de"],
  ["de-AT", "amazon.de"],
  ["sv-SE", "amazon.com"],
  ["en-GB", "amazon.co.uk"],
  ["en", "amazon.com"],
  ["fr-FR", "amazon.fr"],
])("a browser in %s begins at %s", (language, page) => {
  expect(likelyMarketplace(SITES, language)).toBe(page);
});

it("knows none where the bridge names none", () => {
  expect(likelyMarketplace([], "de")).toBeUndefined();
});
