/** Pictures of media and where Music Assistant serves them (Sendspin reference 4.8). */
import { z } from "zod";
import { displayOnly, openEnum, openObject } from "../open-schemas.js";

/** Server → client: part of media and queue items, Sendspin reference 4.8. `proxy_id` from schema 31 on. */
export const MediaImageSchema = openObject({
  type: openEnum(["thumb", "landscape", "fanart", "logo", "clearart", "banner", "cutout", "back", "discart", "other"]),
  path: z.string().min(1),
  provider: displayOnly(z.string()),
  remotely_accessible: displayOnly(z.boolean()),
  proxy_id: displayOnly(z.string().nullable()),
});
export type MediaImage = z.infer<typeof MediaImageSchema>;

/**
 * The path and query at which Music Assistant serves a picture in its own size; `sizedImagePath` asks for another. Up to
 * schema 30 it names the picture, from 31 on an opaque id.
 */
export function imageProxyPath(image: MediaImage): string {
  if (image.proxy_id) return `/imageproxy/${encodeURIComponent(image.proxy_id)}`;
  // The path is encoded twice: once as a value, once more because the server decodes it again.
  const path = encodeURIComponent(encodeURIComponent(image.path));
  return `/imageproxy?path=${path}&provider=${encodeURIComponent(image.provider ?? "builtin")}`;
}

/** The same picture, at most `sizePx` wide and high, as JPEG. */
export function sizedImagePath(path: string, sizePx: number): string {
  return `${path}${path.includes("?") ? "&" : "?"}size=${sizePx}&fmt=jpeg`;
}
