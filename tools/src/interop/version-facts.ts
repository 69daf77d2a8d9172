/** From here on servers encrypt. */
const FIRST_ENCRYPTING = 7;

/** Whether this version of the server library encrypts. */
export function encrypts(version: string): boolean {
  return majorOf(version) >= FIRST_ENCRYPTING;
}

/** Version 4 keeps the encoder of a player's first connection, whatever a later greeting asks for. */
export function keepsFirstFormat(version: string): boolean {
  return majorOf(version) === 4;
}

/** The number before the first dot. */
export function majorOf(version: string): number {
  return Number(version.split(".")[0]);
}
