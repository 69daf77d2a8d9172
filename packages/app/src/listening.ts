import { AppError } from "./app-error.js";

/** Names the port when it is taken. */
export async function listening<T>(start: Promise<T>, port: number, flag: string): Promise<T> {
  try {
    return await start;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EADDRINUSE") throw cause;
    throw new AppError(
      "PORT_IN_USE",
      `Port ${String(port)} is in use by another program: stop it, or choose another port with ${flag}.`,
      { cause },
    );
  }
}
