import type { Marketplace } from "@ma-alexa/protocol/admin";

/** The site of a country where its own letters do not name one. */
const SITES: Readonly<Record<string, string>> = {
  US: "amazon.com",
  AT: "amazon.de",
  CH: "amazon.de",
  GB: "amazon.co.uk",
  JP: "amazon.co.jp",
  AU: "amazon.com.au",
  BR: "amazon.com.br",
  MX: "amazon.com.mx",
};

/** The site that a browser's language suggests; the first one where it suggests none. */
export function likelyMarketplace(marketplaces: readonly Marketplace[], language: string): string | undefined {
  const region = new Intl.Locale(language).maximize().region ?? "US";
  const likely = SITES[region] ?? `amazon.${region.toLowerCase()}`;
  return (marketplaces.find(({ page }) => page === likely) ?? marketplaces[0])?.page;
}
