/** Stops a timer that {@link Clock.setTimeout} started. Calling it again, or after the timer ran, does nothing. */
export type CancelTimer = () => void;

/**
 * Time as a HOS package sees it: passed in, so that a test can hold it still.
 *
 * `ManualClock` of `@hos/runtime/testing` is the one for tests.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs `task` once after `delayMs` milliseconds. */
  setTimeout(task: () => void, delayMs: number): CancelTimer;
}

/** The clock of the machine. Its timers keep the process alive until they run or are cancelled. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout(task, delayMs) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** An instant of a {@link Clock} as ISO 8601 text in UTC, the form that every HOS wire uses. */
export function toInstant(epochMs: number): string {
  if (epochMs !== lastMs) {
    last = new Date(epochMs).toISOString();
    lastMs = epochMs;
  }
  return last;
}

/** What happens together bears the same time: it is written once. */
let lastMs = Number.NaN;
let last = "";
