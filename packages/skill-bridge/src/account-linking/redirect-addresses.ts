/** Where Amazon takes a person back to after linking; the vendor's id follows (Music Skill reference 11). */
const AMAZON_HOSTS: readonly string[] = [
  "alexa.amazon.com",
  "pitangui.amazon.com",
  "layla.amazon.com",
  "alexa.amazon.co.jp",
];

const PATH = /^\/api\/skill\/link\/[\w.-]+$/;

/** Whether a code may be handed to `address`: only Amazon's own linking pages, so that no link can lead elsewhere. */
export function isAmazonsAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, pathname, search, hash, username } = new URL(address);
  const isPlain = protocol === "https:" && search === "" && hash === "" && username === "";
  return isPlain && AMAZON_HOSTS.includes(host) && PATH.test(pathname);
}
