/** What every partner's schemas are built with: reading bytes, and staying open to what newer peers add. */
export { parse, parseJson, WireError } from "./wire.js";
export type { WireErrorCode } from "./wire.js";
export { displayOnly, openEnum, openObject, openUnion, readableItems, withoutUndefined } from "./open-schemas.js";
export type { Unknown } from "./open-schemas.js";
