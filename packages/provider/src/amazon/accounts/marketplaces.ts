/** One of Amazon's sites with Alexa, and how a sign-in for it is begun. */
export interface AmazonSite {
  /** Such as `amazon.de`. */
  readonly page: string;
  /** The country, in English. */
  readonly name: string;
  /** Where the app is registered and the sign-in pages are (Amazon reference 1: `B`). */
  readonly basePage: string;
  /** Language of the sign-in pages. */
  readonly language: string;
}

const US = "amazon.com";

/** Every site on which Alexa is offered. Japan has sign-in pages and accounts of its own; all others share amazon.com's. */
const SITES: readonly AmazonSite[] = [
  { page: "amazon.com", name: "United States", basePage: US, language: "en_US" },
  { page: "amazon.co.uk", name: "United Kingdom", basePage: US, language: "en_GB" },
  { page: "amazon.de", name: "Germany", basePage: US, language: "de_DE" },
  { page: "amazon.fr", name: "France", basePage: US, language: "fr_FR" },
  { page: "amazon.it", name: "Italy", basePage: US, language: "it_IT" },
  { page: "amazon.es", name: "Spain", basePage: US, language: "es_ES" },
  { page: "amazon.nl", name: "Netherlands", basePage: US, language: "nl_NL" },
  { page: "amazon.se", name: "Sweden", basePage: US, language: "sv_SE" },
  { page: "amazon.pl", name: "Poland", basePage: US, language: "pl_PL" },
  { page: "amazon.com.be", name: "Belgium", basePage: US, language: "fr_BE" },
  { page: "amazon.ie", name: "Ireland", basePage: US, language: "en_IE" },
  { page: "amazon.com.tr", name: "Türkiye", basePage: US, language: "tr_TR" },
  { page: "amazon.ca", name: "Canada", basePage: US, language: "en_CA" },
  { page: "amazon.com.mx", name: "Mexico", basePage: US, language: "es_MX" },
  { page: "amazon.com.br", name: "Brazil", basePage: US, language: "pt_BR" },
  { page: "amazon.in", name: "India", basePage: US, language: "en_IN" },
  { page: "amazon.com.au", name: "Australia", basePage: US, language: "en_AU" },
  { page: "amazon.ae", name: "United Arab Emirates", basePage: US, language: "en_AE" },
  { page: "amazon.sa", name: "Saudi Arabia", basePage: US, language: "ar_AE" },
  { page: "amazon.co.jp", name: "Japan", basePage: "amazon.co.jp", language: "ja_JP" },
];

/** All of Amazon's sites with Alexa, in the order in which they are offered. */
export function amazonSites(): readonly AmazonSite[] {
  return SITES;
}

/** The site of this page, such as `amazon.de`; undefined when Alexa is not offered there. */
export function amazonSite(page: string): AmazonSite | undefined {
  return SITES.find((site) => site.page === page);
}

/** Where accounts of this page are registered. */
export function basePageOf(page: string): string {
  return amazonSite(page)?.basePage ?? US;
}
