import { PCM_CODING, type Coding } from "./coding.js";
import { flacCoding } from "./flac-coding.js";

/** For one stream: frames of FLAC are numbered from its beginning. */
export function codingOf(codec: Coding["codec"]): Coding {
  return codec === "flac" ? flacCoding() : PCM_CODING;
}
