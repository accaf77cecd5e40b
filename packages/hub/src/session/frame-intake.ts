import type { CancelTimer, Clock } from "@hos/runtime";
import type { DriverSocket } from "./driver-socket.ts";
import type { FramePace } from "./frame-pace.ts";
import type { TurnCounter } from "./turn-counter.ts";

/**
 * Handles one frame that came in at `nowMs`; the answer is what it costs of the allowances: 1, the events of a bulk, or more
 * for a large one.
 */
export type HandleFrame = (frame: IncomingFrame, nowMs: number) => number;

/** A frame as the socket gave it. */
export interface IncomingFrame {
  readonly data: Buffer;
  readonly isBinary: boolean;
}

/** Goes on with a frame that was not done with; it may leave a rest again. */
export type HandleRest = () => void;

/** What a {@link FrameIntake} needs. */
export interface FrameIntakeOptions {
  readonly socket: DriverSocket;
  readonly clock: Clock;
  readonly turns: TurnCounter;
  /** Frames that are handled in one turn of the event loop. */
  readonly framesPerTurn: number;
  /** Milliseconds of one turn after which the next goes on, for frames that take long. */
  readonly msPerTurn: number;
  readonly pace: FramePace;
  readonly handle: HandleFrame;
  /** The sender is slowed down to its pace; called again while that lasts, each second at least. */
  readonly onSlowed: () => void;
}

/**
 * Bytes of frames between two looks at the clock: about eight reports of values, which take 0.1 ms; 2 ms of the worst that
 * was found, a command catalogue of patterns.
 */
const BYTES_PER_LOOK = 1024;

/**
 * Takes the frames of one socket, in order, and slows the sender down instead of dropping. It stops reading the socket
 * when the turn's allowance is used up (the next turn goes on), when the sender is faster than its pace, and while it is
 * held.
 *
 * Frames that came with the same chunk of the network wait here; that is at most a few chunks of 64 KiB.
 */
export class FrameIntake {
  readonly #options: FrameIntakeOptions;
  #waiting: IncomingFrame[] = [];
  /** Of the frame that was handled last. */
  #rest: HandleRest | undefined;
  #turn = -1;
  /** In this turn. */
  #tookMs = 0;
  #spent = 0;
  /** The last look at the clock that was its own: which, when, and the bytes that were handled since. */
  #look = -1;
  #lookedAtMs = 0;
  #unlookedBytes = 0;
  #held = false;
  #resting = false;
  #slowed = false;
  #stopped = false;
  #cancelPause: CancelTimer = () => {};

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
    const frame = { data, isBinary };
    if (this.#paused) this.#waiting.push(frame);
    else this.#handle(frame);
  }

  /** For `handle`: the frame takes longer than its turn may. Its rest is handled before any other frame. */
  postpone(rest: HandleRest): void {
    this.#rest = rest;
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
    this.#goOn();
  }

  /** Handles what waits, whatever the allowance: the socket is gone and nothing more can come. */
  flush(): void {
    while (!this.#stopped) {
      const frame = this.#rest === undefined ? this.#waiting.shift() : undefined;
      if (frame !== undefined) this.#options.handle(frame, this.#options.turns.nowMs);
      else if (this.#rest === undefined) return;
      else this.#handleRest();
    }
  }

  /** Drops what waits and ignores what comes, but reads on, so that the socket can finish its closing handshake. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#waiting = [];
    this.#rest = undefined;
    this.#cancelPause();
    if (this.#paused) this.#options.socket.resume();
  }

  get #paused(): boolean {
    return this.#held || this.#resting || this.#slowed;
  }

  /** Handles a frame, or the rest of the one before. */
  #handle(frame?: IncomingFrame): void {
    const { turns, framesPerTurn, msPerTurn, pace, handle } = this.#options;
    if (turns.current !== this.#turn) this.#beginTurn();
    // What this turn did for others is not the time of this sender.
    else if (turns.looks !== this.#look) this.#lookAtClock();
    const cost = frame === undefined ? this.#handleRest() : handle(frame, this.#lookedAtMs);
    this.#spent += cost;
    this.#unlookedBytes += frame?.data.length ?? 0;
    pace.spend(cost);
    if (cost !== 1 || this.#unlookedBytes >= BYTES_PER_LOOK) {
      const beganAtMs = this.#lookedAtMs;
      this.#lookAtClock();
      this.#tookMs += this.#lookedAtMs - beganAtMs;
    }
    if (this.#stopped) return;
    // What a frame costs is a guess; time that was used up is known.
    if (this.#tookMs >= msPerTurn) pace.spendMs(this.#tookMs);
    if (pace.exhausted) this.#slowDown();
    else if (this.#spent >= framesPerTurn || this.#tookMs >= msPerTurn || this.#rest !== undefined) this.#pauseTurn();
  }

  #beginTurn(): void {
    const { turns, pace } = this.#options;
    this.#turn = turns.current;
    this.#spent = 0;
    this.#tookMs = 0;
    this.#lookAtClock();
    pace.refill(this.#lookedAtMs);
  }

  #lookAtClock(): void {
    const { turns } = this.#options;
    this.#lookedAtMs = turns.look();
    this.#look = turns.looks;
    this.#unlookedBytes = 0;
  }

  /** It was paid for with its frame. */
  #handleRest(): number {
    const rest = this.#rest;
    this.#rest = undefined;
    rest?.();
    return 0;
  }

  #pauseTurn(): void {
    this.#resting = true;
    this.#options.socket.pause();
    this.#options.turns.onNext(this.#wake);
  }

  readonly #wake = (): void => {
    this.#resting = false;
    this.#goOn();
  };

  #slowDown(): void {
    const { socket, clock, pace, onSlowed } = this.#options;
    this.#slowed = true;
    socket.pause();
    this.#cancelPause = clock.setTimeout(this.#lookAgain, pace.pauseMs);
    onSlowed();
  }

  readonly #lookAgain = (): void => {
    const { turns, pace } = this.#options;
    pace.refill(turns.look());
    this.#slowed = false;
    if (pace.exhausted) this.#slowDown();
    else this.#goOn();
  };

  #goOn(): void {
    if (this.#rest !== undefined && !this.#paused && !this.#stopped) this.#handle();
    let next = 0;
    while (next < this.#waiting.length && !this.#paused && !this.#stopped) {
      const frame = this.#waiting[next];
      next += 1;
      if (frame !== undefined) this.#handle(frame);
    }
    if (this.#stopped) return;
    this.#waiting = next < this.#waiting.length ? this.#waiting.slice(next) : [];
    if (!this.#paused) this.#options.socket.resume();
  }
}
