import { defineConfig } from "vitest/config";

// Packages are read from their sources; only worker threads run what `npm run build` made.
const conditions = ["@ma-alexa/source", "node"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "packages/*/test/**/*.test.ts", "tools/**/*.test.ts"],
    exclude: ["**/node_modules/**", "packages/*/test/browser/**"],
    // Most wait for real sockets and threads: a machine under load is slow, not wrong.
    testTimeout: 60_000,
    retry: process.env.CI === undefined ? 0 : 1,
  },
});
