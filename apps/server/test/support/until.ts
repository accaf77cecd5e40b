import { setTimeout as wait } from "node:timers/promises";

const DEADLINE_MS = 4000;

/** Settles when `check` holds, with what it found; rejects at the deadline with `what` that did not come. */
export async function until<Found>(
  what: string,
  check: () => Found | undefined | false | null,
  deadlineMs = DEADLINE_MS,
): Promise<Found> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const found = check();
    if (found !== undefined && found !== false && found !== null) return found;
    if (performance.now() > end) throw new Error(`${what} did not come within ${deadlineMs} ms.`);
    await wait(2);
  }
}
