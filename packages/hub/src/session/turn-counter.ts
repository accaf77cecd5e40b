/** Numbers the turns of the event loop, for all sessions of a gateway, with one immediate a turn. */
export class TurnCounter {
  #turn = 0;
  #immediate: NodeJS.Immediate | undefined;
  #waiting: (() => void)[] = [];

  /** The number of the current turn. */
  get current(): number {
    this.#immediate ??= setImmediate(this.#advance);
    return this.#turn;
  }

  /** Calls `task` once at the start of the next turn. */
  onNext(task: () => void): void {
    this.#immediate ??= setImmediate(this.#advance);
    this.#waiting.push(task);
  }

  /** Forgets what waits. Leaves no handle. */
  close(): void {
    if (this.#immediate !== undefined) clearImmediate(this.#immediate);
    this.#immediate = undefined;
    this.#waiting = [];
  }

  readonly #advance = (): void => {
    this.#immediate = undefined;
    this.#turn += 1;
    const tasks = this.#waiting;
    this.#waiting = [];
    for (const task of tasks) task();
  };
}
