import type { CancelTimer, Clock } from "../clock.ts";

interface Timer {
  readonly dueAt: number;
  readonly task: () => void;
}

/** A clock that stands still until it is told to move. Timers run in the order of their due time. */
export class ManualClock implements Clock {
  #now: number;
  #timers: readonly Timer[] = [];

  /** @param startAt milliseconds since the Unix epoch. @default 2026-01-01T00:00:00Z */
  constructor(startAt: number = Date.UTC(2026, 0, 1)) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(task: () => void, delayMs: number): CancelTimer {
    const timer: Timer = { dueAt: this.#now + Math.max(0, delayMs), task };
    this.#timers = [...this.#timers, timer];
    return () => {
      this.#timers = this.#timers.filter((candidate) => candidate !== timer);
    };
  }

  /** Moves time on by `durationMs` and runs each timer that falls due, at its own due time, those set meanwhile too. */
  advance(durationMs: number): void {
    const end = this.#now + durationMs;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      const due = next;
      this.#timers = this.#timers.filter((candidate) => candidate !== due);
      this.#now = due.dueAt;
      due.task();
    }
    this.#now = end;
  }

  /** How many timers wait: a closed component leaves none. */
  get pendingTimers(): number {
    return this.#timers.length;
  }

  /** Milliseconds until the next timer, or `undefined` where none waits. */
  get nextTimerInMs(): number | undefined {
    const next = this.#next(Number.POSITIVE_INFINITY);
    return next === undefined ? undefined : next.dueAt - this.#now;
  }

  #next(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueAt > end) continue;
      if (first === undefined || timer.dueAt < first.dueAt) first = timer;
    }
    return first;
  }
}
