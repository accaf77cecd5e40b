/** How much work is taken. */
export interface WorkQueueLimits {
  readonly atOnce: number;
  /** Beyond this many that wait, no more is taken. */
  readonly waiting: number;
}

/** Runs a few tasks at once and lets some wait, in their order. */
export class WorkQueue {
  readonly #limits: WorkQueueLimits;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limits: WorkQueueLimits) {
    this.#limits = limits;
  }

  /** Whether the next task would be turned away. */
  get isFull(): boolean {
    return this.#running >= this.#limits.atOnce && this.#waiting.length >= this.#limits.waiting;
  }

  /** The task's promise; `undefined` where there is no room for it. */
  run<Result>(task: () => Promise<Result>): Promise<Result> | undefined {
    return this.isFull ? undefined : this.#run(task);
  }

  async #run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#limits.atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await task();
    } finally {
      // The place goes to the one that waits longest, without being free in between.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
