import { defineConfig } from "tsup";

/** Processes whose memory is measured run as users run the bridge: without the loader that compiles sources. */
export default defineConfig({
  entry: { "bridge-process": "src/bench/bridge-process.ts" },
  format: "esm",
  target: "node20",
  sourcemap: true,
  clean: true,
  dts: false,
});
