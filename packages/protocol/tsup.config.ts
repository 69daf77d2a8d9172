import { defineConfig } from "tsup";

// Declarations come from `tsc -b`, which shares dist with this build: nothing here may clean it.
export default defineConfig({
  entry: {
    index: "src/index.ts",
    "admin/index": "src/admin/index.ts",
    "sendspin/index": "src/sendspin/index.ts",
    "music-assistant/index": "src/music-assistant/index.ts",
    "amazon/index": "src/amazon/index.ts",
    "alexa/custom-skill/index": "src/alexa/custom-skill/index.ts",
    "alexa/music-skill/index": "src/alexa/music-skill/index.ts",
  },
  format: "esm",
  target: "node20",
  sourcemap: true,
  clean: false,
  dts: false,
});
