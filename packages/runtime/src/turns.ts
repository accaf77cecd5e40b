/** Lets one task run at a time, in the order in which they were asked for. One that fails does not stop the next. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `task` when those before it are done; settles as it does. A task must not take a turn itself. */
  take<Result>(task: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(task);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Settles when every task that was asked for so far is done, however it went. Never rejects. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
