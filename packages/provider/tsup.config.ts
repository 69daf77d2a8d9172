import { defineConfig } from "tsup";

// Declarations come from `tsc -b`, which shares dist with this build: nothing here may clean it.
export default defineConfig({
  entry: {
    index: "src/index.ts",
    "amazon/worker/entry": "src/amazon/worker/entry.ts",
    "amazon/worker/sign-in-entry": "src/amazon/worker/sign-in-entry.ts",
  },
  format: "esm",
  target: "node20",
  sourcemap: true,
  clean: false,
  dts: false,
});
