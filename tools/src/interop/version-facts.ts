/** From here on servers encrypt. */
const FIRST_ENCRYPTING = 7;

/** Whether this version of the server library encrypts. */
export function encrypts(version: string): boolean {
  return majorOf(version) >= FIRST_ENCRYPTING;
}

/** The number before the first dot. */
export function majorOf(version: string): number {
  return Number(version.split(".")[0]);
}
