const LOOK_MS = 20;

export function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Resolves with the milliseconds it took until `holds`.
 * @throws Error naming `what` when it does not hold within `withinMs`.
 */
export async function until(what: string, holds: () => boolean, withinMs: number): Promise<number> {
  const began = performance.now();
  while (!holds()) {
    if (performance.now() - began >= withinMs)
      throw new Error(`within ${String(withinMs / 1_000)} s it did not happen that ${what}`);
    await pass(LOOK_MS);
  }
  return Math.round(performance.now() - began);
}

/**
 * What `work` resolves with.
 * @throws Error naming `what` when it takes longer than `withinMs`; the work itself goes on.
 */
export async function bounded<T>(what: string, work: Promise<T>, withinMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what} took longer than ${String(withinMs / 1_000)} s`));
    }, withinMs);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
