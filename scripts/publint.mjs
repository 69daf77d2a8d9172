// Checks each publishable package as it would be packed.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "packages");
let failed = 0;
for (const name of readdirSync(folder).sort()) {
  const manifest = JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8"));
  const { messages } = await publint({ pkgDir: join(folder, name), pack: false, strict: true });
  for (const message of messages) {
    failed += 1;
    console.error(`${manifest.name}: ${formatMessage(message, manifest)}`);
  }
}
process.exit(failed > 0 ? 1 : 0);
