import { setTimeout as wait } from "node:timers/promises";
import { DEADLINE_MS } from "./deadline-ms.ts";

const INTERVAL_MS = 20;

/**
 * Asks `check` until it finds something. For what nobody tells: a REST route, a value in another process.
 *
 * @throws {Error} saying that `what` did not come, with what the last `check` threw as its cause.
 */
export async function until<Found>(
  what: string,
  check: () => Promise<Found | undefined | false> | Found | undefined | false,
): Promise<Found> {
  const end = performance.now() + DEADLINE_MS;
  let cause: unknown;
  while (performance.now() < end) {
    try {
      const found = await check();
      if (found !== undefined && found !== false) return found;
      cause = undefined;
    } catch (fault) {
      cause = fault;
    }
    await wait(INTERVAL_MS);
  }
  throw new Error(`${what} did not come within ${DEADLINE_MS} ms.`, { cause });
}
