/** Amazon's three halves of the world, as host names begin. */
export type Region = "na" | "eu" | "fe";

const NORTH_AMERICA = new Set(["amazon.com", "amazon.ca", "amazon.com.mx", "amazon.com.br"]);
const FAR_EAST = new Set(["amazon.co.jp", "amazon.com.au", "amazon.in", "amazon.com.in", "amazon.co.nz"]);

const COUNTRIES: Readonly<Record<string, readonly [country: string, locale: string]>> = {
  "amazon.com": ["US", "en_US"],
  "amazon.co.uk": ["GB", "en_GB"],
  "amazon.de": ["DE", "de_DE"],
  "amazon.fr": ["FR", "fr_FR"],
  "amazon.it": ["IT", "it_IT"],
  "amazon.es": ["ES", "es_ES"],
  "amazon.co.jp": ["JP", "ja_JP"],
  "amazon.com.br": ["BR", "pt_BR"],
  "amazon.ca": ["CA", "en_CA"],
  "amazon.com.au": ["AU", "en_AU"],
};

/** Which region serves the households of a site (Amazon reference 1). */
export function regionOf(amazonPage: string): Region {
  if (NORTH_AMERICA.has(amazonPage)) return "na";
  return FAR_EAST.has(amazonPage) ? "fe" : "eu";
}

/** Country and language of a site, as `users/me` tells them. */
export function countryOf(amazonPage: string): readonly [country: string, locale: string] {
  return COUNTRIES[amazonPage] ?? ["DE", "de_DE"];
}
