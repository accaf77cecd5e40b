import type { TurnCounter } from "./turn-counter.ts";

/** What a {@link TurnCork} needs of a connection; any stream of Node fits. */
export interface CorkableSocket {
  /** Holds back what is written. */
  cork(): void;
  /** Writes what was held back, in one go. */
  uncork(): void;
}

/** Gathers what is sent on a connection in one turn of the event loop: it goes out in one write when the turn is over. */
export class TurnCork {
  readonly #socket: CorkableSocket;
  readonly #turns: TurnCounter;
  #corked = false;

  constructor(socket: CorkableSocket, turns: TurnCounter) {
    this.#socket = socket;
    this.#turns = turns;
  }

  /** Something is about to be sent. */
  gather(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#socket.cork();
    this.#turns.atEnd(this.#release);
  }

  readonly #release = (): void => {
    this.#corked = false;
    this.#socket.uncork();
  };
}
