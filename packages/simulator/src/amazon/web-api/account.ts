import { json, page } from "../api-answer.js";
import { countryOf } from "../people/marketplace.js";
import type { SimulatedCustomer } from "../people/customer.js";
import type { Chapter } from "./web-call.js";

/** Who is signed in, and where the rest is to be had (Amazon reference 5.1). */
export const accountChapter: Chapter = {
  "GET /api/customer-status": () => json(CUSTOMER_STATUS),
  "GET /api/endpoints": ({ customer }) => json(endpoints(customer)),
  "GET /api/users/me": ({ customer }) => json(userRecord(customer)),
  "GET /api/household": ({ customer }) => json({ accounts: [adult(customer)], id: `household.${customer.id}` }),
  "GET /api/bootstrap": ({ customer }) => json(bootstrap(customer)),
  // Pages that are asked for nothing but their csrf cookie (Amazon reference 3.3).
  "GET /api/language": ({ customer }) => json({ language: countryOf(customer.amazonPage)[1].replace("_", "-") }),
  "GET /api/strings": () => json({}),
  "GET /spa/index.html": () => page("<!doctype html><title>Alexa</title>"),
  "GET /templates/oobe/d-device-pick.handlebars": () => page("<div></div>"),
};

/** Host names as Amazon forms them. */
function apiHost({ region, amazonPage }: SimulatedCustomer): string {
  return `${region}-api-alexa.${amazonPage}`;
}

function endpoints(customer: SimulatedCustomer): object {
  const { amazonPage, region } = customer;
  return {
    websiteApiUrl: `https://${apiHost(customer)}`,
    alexaApiUrl: region === "na" ? "https://api.amazonalexa.com" : `https://api.${region}.amazonalexa.com`,
    retailUrl: `https://www.${amazonPage}`,
    retailDomain: `www.${amazonPage}`,
    awsRegion: { na: "us-east-1", eu: "eu-west-1", fe: "us-west-2" }[region],
    skillsStoreUrl: `https://skills-store.${amazonPage}`,
  };
}

function userRecord({ amazonPage, email, givenName, id }: SimulatedCustomer): object {
  const [country, locale] = countryOf(amazonPage);
  return {
    countryOfResidence: country,
    effectiveMarketPlaceId: `A1MARKET${country}`,
    email,
    eulaAcceptance: true,
    features: [],
    fullName: `${givenName} Street`,
    hasActiveDopplers: true,
    id,
    marketPlaceDomainName: `https://www.${amazonPage}`,
    marketPlaceId: `A1MARKET${country}`,
    marketPlaceLocale: locale,
  };
}

function adult({ email, givenName, id }: SimulatedCustomer): object {
  const fullName = `${givenName} Street`;
  return { email, firstName: givenName, fullName, id, role: "ADULT", pendingUserPin: null, eulaAcceptance: true };
}

function bootstrap({ email, givenName, id }: SimulatedCustomer): object {
  const customer = { customerEmail: email, customerId: id, customerName: givenName };
  return { authentication: { authenticated: true, canAccessPrimeMusicContent: true, ...customer } };
}

const CUSTOMER_STATUS = {
  countryOfResidenceSet: true,
  eulaAcceptance: true,
  ftueSkipped: false,
  hasActiveDopplers: true,
  hasPhysical1PDevice: true,
  preferredMarketplaceSet: true,
  tutorialComplete: false,
};
