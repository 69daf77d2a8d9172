/**
 * The `SignatureCertChainUrl` of a request if it obeys Amazon's rules ("Host a Custom Skill as a Web Service"): https, the
 * host s3.amazonaws.com, port 443 and, once `..` and doubled slashes are resolved, a path that begins with /echo.api/. Undefined otherwise.
 */
export function certificateUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" || url.hostname !== "s3.amazonaws.com") return undefined;
  // URL leaves the port empty when it is the scheme's own; credentials have no business here.
  if (url.port !== "" || url.username !== "" || url.password !== "") return undefined;
  url.pathname = url.pathname.replace(/\/{2,}/g, "/");
  // An encoded slash could hide a step upwards from the normalising above.
  if (!url.pathname.startsWith("/echo.api/") || /%(2f|5c)/i.test(url.pathname)) return undefined;
  url.hash = "";
  return url;
}
