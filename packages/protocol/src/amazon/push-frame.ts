/** The frames of the push connection: three levels of JSON in strings (Amazon reference 7.2). */
import { z } from "zod";
import { openObject } from "../open-schemas.js";
import { parseJson, WireError } from "../wire.js";
import { parsePushEvent, type PushEvent } from "./push.js";

/** What the server sends alone when the connection begins, and what ends every frame. */
export const PUSH_DELIMITER = "--------abcde123\r\n";

/** Larger frames are lost by the library (measured, Amazon reference 7.2). */
export const PUSH_FRAME_LIMIT_BYTES = 15_000;

const HEAD = "Content-Type: application/json\r\n\r\n";

/** Amazon → us: the innermost envelope, in `resourceMetadata`, Amazon reference 7.2. */
const ResourceMetadataSchema = openObject({ command: z.string(), payload: z.string() });

/** Amazon → us: the directive of one frame, Amazon reference 7.2. */
const RenderUpdateSchema = openObject({
  directive: openObject({
    payload: openObject({ renderingUpdates: z.array(openObject({ resourceMetadata: z.string() })) }),
  }),
});

/**
 * One frame, to be written as one HTTP/2 DATA frame in a turn of its own. `payload` is the event's payload as in
 * Amazon reference 7.3; `stamp` makes frames distinct where somebody looks at it.
 */
export function encodePushFrame(
  command: string,
  payload: object,
  stamp: { readonly messageId?: string; readonly timeStamp?: number } = {},
): string {
  const { messageId = "00000000-0000-0000-0000-000000000000", timeStamp = 0 } = stamp;
  const resourceMetadata = JSON.stringify({ command, timeStamp, payload: JSON.stringify(payload) });
  const directive = {
    header: { namespace: "Alexa.Mobile.Push", name: "RenderUpdate", messageId },
    payload: { renderingUpdates: [{ route: "EventBus:tcomm::message", resourceId: command, resourceMetadata }] },
  };
  return `${HEAD}${JSON.stringify({ directive })}\r\n${PUSH_DELIMITER}`;
}

/** The events in one frame, in order. Throws `WireError` when any of the three JSON texts is malformed. */
export function parsePushFrame(frame: string): PushEvent[] {
  const begin = frame.indexOf("{");
  const end = frame.lastIndexOf("}");
  if (begin === -1 || end < begin) throw new WireError("WIRE_NOT_JSON", "A push frame", "", "has no JSON part");
  const { directive } = parseJson(RenderUpdateSchema, frame.slice(begin, end + 1), "A push frame");
  return directive.payload.renderingUpdates.map(({ resourceMetadata }) => {
    const { command, payload } = parseJson(ResourceMetadataSchema, resourceMetadata, "A push frame's metadata");
    return parsePushEvent(command, parseJson(z.unknown(), payload, "A push frame's payload"));
  });
}
