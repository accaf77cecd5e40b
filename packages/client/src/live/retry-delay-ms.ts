import type { Random } from "@hos/runtime";

const FIRST_MS = 1_000;
const CAP_MS = 30_000;
const JITTER = 0.1;

/**
 * How long to wait before the next attempt, milliseconds: 1 s, doubled for each failure, 30 s at most, and up to 10 %
 * more or less, so that the clients of a restarted hub do not come all at once.
 *
 * @param failures attempts that failed before, in a row.
 */
export function retryDelayMs(failures: number, random: Random): number {
  const delayMs = Math.min(CAP_MS, FIRST_MS * 2 ** failures);
  return Math.round(delayMs * (1 - JITTER + 2 * JITTER * random()));
}
