/** Gets the PEM text behind an address that `certificateUrl` approved. Rejects when it cannot be had. */
export type FetchCertificate = (url: URL) => Promise<string>;

const TIMEOUT_MS = 3_000;
const LIMIT_BYTES = 65_536;

/** The certificate over the internet: within 3 s, at most 64 KiB, and only from the very address, never by redirect. */
export const fetchCertificate: FetchCertificate = async (url) => {
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok || response.body === null) throw new Error(`The certificate's address answered ${response.status}.`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > LIMIT_BYTES) throw new Error("The certificate is longer than 64 KiB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("latin1");
};
