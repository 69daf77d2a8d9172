/** The one place that knows what must never be seen in a log, an error or an API answer. */

const MASK = "‹masked›";

/** Names of fields whose values are never shown. */
const SECRET_FIELD =
  /cookie|token|secret|password|passphrase|serial|authorization|private|psk|csrf|e-?mail|macDms|adp_|frc|map-md|signature$|customerid|userid|deviceaccountid/i;

/** Field names that match above and are harmless. */
const HARMLESS_FIELD = /^(tokenDate|loginRequired)$/;

/** Shapes of secrets inside sentences: Amazon's tokens, cookies, e-mail addresses, device serials, skill device and user ids, sign-in codes, authenticator secrets, signed stream paths. */
const SECRET_TEXT: readonly [RegExp, string][] = [
  [/At(?:na|nr|za|zr)\|[\w+/=.|-]+/g, MASK],
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b/gi, MASK],
  [/\bamzn1\.(?:ask\.(?:device|account)|account|alexa\.device\.account)\.[\w-]+/gi, MASK],
  [/\bG[0-9A-Z]{15}\b/g, MASK],
  [/\b(?=[0-9a-f]*\d)[0-9a-f]{32}\b/gi, MASK],
  [/\b(csrf|session-id|session-token|ubid-[\w-]+|at-[\w-]+|sess-at-[\w-]+|x-[\w-]+)=[^;\s"]+/gi, `$1=${MASK}`],
  [/(openid\.oa2\.authorization_code(?:=|%3D))[^&\s"]+/gi, `$1${MASK}`],
  [/\b[A-Z2-7]{52}\b/g, MASK],
  [/\/stream\/[\w.~%-]+(?:\/[\w.~%-]+)*/g, `/stream/${MASK}.mp3`],
  [/\b(Bearer|Basic)\s+[\w.+/=|-]+/g, `$1 ${MASK}`],
];

const MAX_DEPTH = 6;

/** A copy of `value` in which secrets are masked: by field name, and by shape in every text. */
export function maskSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return SECRET_TEXT.reduce((text, [shape, mask]) => text.replace(shape, mask), value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return "…";
  if (value instanceof Error)
    return {
      name: value.name,
      message: maskSecrets(value.message, depth + 1),
      stack: maskSecrets(value.stack, depth + 1),
    };
  if (ArrayBuffer.isView(value)) return `‹${String(value.byteLength)} bytes›`;
  if (Array.isArray(value)) return value.map((entry) => maskSecrets(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      isSecret(key) && entry !== undefined && entry !== null ? MASK : maskSecrets(entry, depth + 1),
    ]),
  );
}

function isSecret(field: string): boolean {
  return SECRET_FIELD.test(field) && !HARMLESS_FIELD.test(field);
}
