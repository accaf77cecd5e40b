import type { DriverSocket } from "./driver-socket.ts";
import type { TurnCounter } from "./turn-counter.ts";

/** Handles one frame; the answer is what it costs of the turn's allowance: 1, or the events of a bulk. */
export type HandleFrame = (data: Buffer, isBinary: boolean) => number;

/** What a {@link FrameIntake} needs. */
export interface FrameIntakeOptions {
  readonly socket: DriverSocket;
  readonly turns: TurnCounter;
  /** Frames that are handled in one turn of the event loop. */
  readonly framesPerTurn: number;
  readonly handle: HandleFrame;
}

interface WaitingFrame {
  readonly data: Buffer;
  readonly isBinary: boolean;
}

/**
 * Takes the frames of one socket, in order, and slows the sender down instead of dropping: it stops reading the socket
 * when the turn's allowance is used up (the next turn goes on) and while it is held.
 *
 * Frames that came with the same chunk of the network wait here; that is at most a few chunks of 64 KiB.
 */
export class FrameIntake {
  readonly #options: FrameIntakeOptions;
  #waiting: WaitingFrame[] = [];
  #turn = -1;
  #spent = 0;
  #held = false;
  #resting = false;
  #stopped = false;

  constructor(options: FrameIntakeOptions) {
    this.#options = options;
  }

  /** Whether {@link hold} stopped it. */
  get held(): boolean {
    return this.#held;
  }

  /** A frame came in. */
  receive(data: Buffer, isBinary: boolean): void {
    if (this.#stopped) return;
    if (this.#held || this.#resting) {
      this.#waiting.push({ data, isBinary });
      return;
    }
    this.#handle(data, isBinary);
  }

  /** Stops reading until {@link release}. */
  hold(): void {
    if (this.#held || this.#stopped) return;
    this.#held = true;
    this.#options.socket.pause();
  }

  /** Goes on after {@link hold}. */
  release(): void {
    if (!this.#held || this.#stopped) return;
    this.#held = false;
    if (!this.#resting) this.#goOn();
  }

  /** Handles what waits, whatever the allowance: the socket is gone and nothing more can come. */
  flush(): void {
    while (!this.#stopped) {
      const frame = this.#waiting.shift();
      if (frame === undefined) return;
      this.#options.handle(frame.data, frame.isBinary);
    }
  }

  /** Drops what waits and ignores what comes, but reads on, so that the socket can finish its closing handshake. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#waiting = [];
    if (this.#held || this.#resting) this.#options.socket.resume();
  }

  #handle(data: Buffer, isBinary: boolean): void {
    const { turns, framesPerTurn, handle } = this.#options;
    const turn = turns.current;
    if (turn !== this.#turn) {
      this.#turn = turn;
      this.#spent = 0;
    }
    this.#spent += handle(data, isBinary);
    if (this.#spent >= framesPerTurn && !this.#stopped) this.#rest();
  }

  #rest(): void {
    this.#resting = true;
    this.#options.socket.pause();
    this.#options.turns.onNext(this.#wake);
  }

  readonly #wake = (): void => {
    this.#resting = false;
    if (!this.#held && !this.#stopped) this.#goOn();
  };

  #goOn(): void {
    let next = 0;
    while (next < this.#waiting.length && !this.#held && !this.#resting && !this.#stopped) {
      const frame = this.#waiting[next];
      next += 1;
      if (frame !== undefined) this.#handle(frame.data, frame.isBinary);
    }
    this.#waiting = next < this.#waiting.length ? this.#waiting.slice(next) : [];
    if (!this.#held && !this.#resting && !this.#stopped) this.#options.socket.resume();
  }
}
