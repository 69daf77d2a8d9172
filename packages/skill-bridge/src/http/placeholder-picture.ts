import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** One byte per pixel, no interlace (PNG specification, section 11.2.1). */
const GREYSCALE_8 = [8, 0, 0, 0, 0] as const;
const SHADE = 0x2b;

/** A plain dark square, as PNG: what a screen shows where a track has no picture. */
export function placeholderPicture(pixels: number): { readonly contentType: "image/png"; readonly bytes: Uint8Array } {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  header.set(GREYSCALE_8, 8);
  const rows = Buffer.alloc((pixels + 1) * pixels, SHADE);
  // The first byte of each row says that it is not filtered.
  for (let row = 0; row < pixels; row += 1) rows[row * (pixels + 1)] = 0;
  const chunks = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  return { contentType: "image/png", bytes: Buffer.concat([SIGNATURE, ...chunks]) };
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "ascii"), data]);
  const frame = Buffer.alloc(named.length + 8);
  frame.writeUInt32BE(data.length, 0);
  named.copy(frame, 4);
  frame.writeUInt32BE(crc32(named), named.length + 4);
  return frame;
}
