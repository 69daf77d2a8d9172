import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Node has it, its types leave it to those of browsers. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => Lame };

/** LAME as machine code, which any thread can be given: it is compiled once and not copied. */
export type Lame = object;

/** Compiles LAME, without waiting for what can be optimised later. */
export function compileLame(): Lame {
  const { resolve } = createRequire(import.meta.url);
  return new WebAssembly.Module(readFileSync(resolve("wasm-media-encoders/wasm/mp3")));
}
