import type { Clock } from "@hos/runtime";

/** Numbers the turns of the event loop, for all sessions of a gateway, with one immediate a turn that is asked for. */
export class TurnCounter {
  readonly #clock: Clock;
  #turn = 0;
  #scheduled = false;
  #ending: (() => void)[] = [];
  #waiting: (() => void)[] = [];
  #nowMs = 0;
  #readInTurn = -1;
  #looks = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The number of the current turn. */
  get current(): number {
    this.#schedule();
    return this.#turn;
  }

  /** What the clock said when it was last looked at in this turn, by whatever session. */
  get nowMs(): number {
    return this.#readInTurn === this.current ? this.#nowMs : this.look();
  }

  /** How often the clock was looked at. */
  get looks(): number {
    return this.#looks;
  }

  /** Looks at the clock. */
  look(): number {
    this.#looks += 1;
    this.#readInTurn = this.current;
    this.#nowMs = this.#clock.now();
    return this.#nowMs;
  }

  /** Calls `task` once at the end of this turn, before anything of the next. */
  atEnd(task: () => void): void {
    this.#schedule();
    this.#ending.push(task);
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
    const tasks = [...this.#ending, ...this.#waiting];
    this.#ending = [];
    this.#waiting = [];
    for (const task of tasks) task();
  };
}
