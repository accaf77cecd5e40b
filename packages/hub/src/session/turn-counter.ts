/** Numbers the turns of the event loop, for all sessions of a gateway, with one immediate a turn that is asked for. */
export class TurnCounter {
  #turn = 0;
  #scheduled = false;
  #waiting: (() => void)[] = [];

  /** The number of the current turn. */
  get current(): number {
    this.#schedule();
    return this.#turn;
  }

  /** Calls `task` once at the start of the next turn. */
  onNext(task: () => void): void {
    this.#schedule();
    this.#waiting.push(task);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(this.#advance);
  }

  readonly #advance = (): void => {
    this.#scheduled = false;
    this.#turn += 1;
    const tasks = this.#waiting;
    this.#waiting = [];
    for (const task of tasks) task();
  };
}
