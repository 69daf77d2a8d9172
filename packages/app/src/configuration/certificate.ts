import { readFile } from "node:fs/promises";
import { AppError } from "../app-error.js";
import type { Configuration } from "./configuration.js";

/**
 * The own certificate of the public listener, if one is named.
 * @throws AppError CERTIFICATE_UNREADABLE.
 */
export async function certificateOf({
  certificateFile,
  keyFile,
}: Configuration): Promise<{ certificate: string; key: string } | undefined> {
  if (certificateFile === undefined || keyFile === undefined) return undefined;
  try {
    return { certificate: await readFile(certificateFile, "utf8"), key: await readFile(keyFile, "utf8") };
  } catch (cause) {
    throw new AppError(
      "CERTIFICATE_UNREADABLE",
      "The files of --certificate-file and --key-file cannot be read: check the paths and their permissions.",
      { cause },
    );
  }
}
