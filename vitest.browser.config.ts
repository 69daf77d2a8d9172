import { defineConfig } from "vitest/config";

// Programs as a person uses them: the built dashboard in a real Chromium, in real time. One file after the other.
const conditions = ["@ma-alexa/source", "node"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/app/test/browser/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
