import { isLoopback } from "../configuration/configuration.js";

/**
 * Whether a request to a loopback listener names a loopback host. Without this check a page of a foreign site could
 * point its own name at 127.0.0.1 and use the dashboard of whoever visits it.
 */
export function isLoopbackHost(header: string | undefined): boolean {
  if (header === undefined || !URL.canParse(`http://${header}`)) return false;
  return isLoopback(new URL(`http://${header}`).hostname.replace(/^\[|\]$/g, ""));
}
