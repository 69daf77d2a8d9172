import { defineConfig } from "tsup";

/** Processes whose speed or memory is measured run as users run the bridge: without the loader that compiles sources. */
const MEASURED = ["bridge-process", "sendspin-players-process", "skill-process", "floor-process", "caller-process"];

export default defineConfig({
  entry: Object.fromEntries(MEASURED.map((name) => [name, `src/bench/${name}.ts`])),
  format: "esm",
  target: "node20",
  sourcemap: true,
  clean: true,
  dts: false,
});
