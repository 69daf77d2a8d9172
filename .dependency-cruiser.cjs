/** One rule per arrow of docs/architecture.md: what may be imported, and why not the rest. */
const only = (name, from, notTo, comment) => ({ name, severity: "error", comment, from, to: notTo });
const source = (pkg) => `^packages/${pkg}/src`;
const TESTS = "\\.test\\.ts$|/testing/";

module.exports = {
  forbidden: [
    only("no-cycles", {}, { circular: true }, "A cycle means that two rooms are one."),
    only(
      "protocol-is-a-leaf",
      { path: source("protocol") },
      { path: "^packages/(?!protocol)" },
      "Bytes become values here; nothing of the house may be known.",
    ),
    only(
      "provider-knows-protocol",
      { path: source("provider"), pathNot: TESTS },
      { path: "^packages/(?!provider|protocol)" },
      "provider → protocol",
    ),
    only(
      "skill-bridge-knows-protocol",
      { path: source("skill-bridge"), pathNot: TESTS },
      { path: "^packages/(?!skill-bridge|protocol)" },
      "skill-bridge → protocol",
    ),
    only(
      "tests-may-use-the-street",
      { path: `${source("(provider|skill-bridge)")}.*(${TESTS})` },
      { path: "^packages/(app|dashboard)" },
      "Tests of a room use the simulator, never the house.",
    ),
    only(
      "simulator-is-a-stranger",
      { path: source("simulator") },
      { path: "^packages/(?!simulator|protocol)" },
      "A simulator that shares code with the bridge would share its mistakes.",
    ),
    only(
      "demo-loads-the-simulator",
      { path: source("app"), pathNot: `${TESTS}|/demo/` },
      { path: "^packages/simulator" },
      "The simulator is loaded for the demo only.",
    ),
    only(
      "amazon-knows-no-music-assistant",
      { path: "^packages/provider/src/amazon" },
      { path: "^packages/provider/src/(music-assistant|bridge)" },
      "Only bridge/ knows both.",
    ),
    only(
      "music-assistant-knows-no-amazon",
      { path: "^packages/provider/src/music-assistant" },
      { path: "^packages/provider/src/(amazon|bridge)" },
      "Only bridge/ knows both.",
    ),
    only(
      "the-library-lives-in-its-worker",
      { path: source("provider"), pathNot: "/amazon/worker/" },
      { path: "node_modules/alexa-(remote2|cookie2)" },
      "They crash on some inputs and keep module state.",
    ),
    only(
      "only-http-knows-the-web-framework",
      { path: source("skill-bridge"), pathNot: "/http/" },
      { path: "node_modules/fastify" },
      "Handlers never see the web.",
    ),
    only(
      "handlers-know-no-audio",
      { path: "^packages/skill-bridge/src/custom-skill" },
      { path: "^packages/skill-bridge/src/(http|streams/(?!signed-url))" },
      "Only streams/ touches audio bytes.",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/dist/|node_modules/\\.pnpm" },
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      conditionNames: ["@ma-alexa/source", "node", "import", "default"],
      exportsFields: ["exports"],
      extensions: [".ts", ".js", ".mjs", ".vue"],
    },
    tsPreCompilationDeps: true,
  },
};
