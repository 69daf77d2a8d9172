import { readFileSync } from "node:fs";
import { z } from "zod";

const ManifestSchema = z.object({ version: z.string() });

/** The version of this program, as its package says. The package's folder is above `src` and `dist` alike. */
export const VERSION = ManifestSchema.parse(
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")),
).version;
