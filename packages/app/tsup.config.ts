import { defineConfig } from "tsup";

// Declarations come from `tsc -b`, which shares dist with this build: nothing here may clean it.
export default defineConfig({
  entry: { index: "src/index.ts", cli: "src/cli.ts" },
  format: "esm",
  target: "node20",
  sourcemap: true,
  clean: false,
  dts: false,
});
