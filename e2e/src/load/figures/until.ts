import { setTimeout as wait } from "node:timers/promises";

const INTERVAL_MS = 20;
const DEADLINE_MS = 60_000;

/** Waits until something is so. @throws {Error} where it is not within a minute. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const endAt = performance.now() + DEADLINE_MS;
  while (!(await isSo())) {
    if (performance.now() > endAt) throw new Error(`${what}: not within ${DEADLINE_MS} ms.`);
    await wait(INTERVAL_MS);
  }
}
