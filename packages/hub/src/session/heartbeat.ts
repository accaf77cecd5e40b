import type { CancelTimer, Clock } from "@hos/runtime";

/** What a {@link Heartbeat} needs. */
export interface HeartbeatOptions {
  readonly clock: Clock;
  /** Milliseconds between two pings. */
  readonly intervalMs: number;
  readonly ping: () => void;
  /** Called once, when a further ping would follow two without a sign of life. */
  readonly onLost: () => void;
}

const ALLOWED_MISSES = 2;

/** Notices a peer that is gone while its socket still stands (protocol v1, "Transport"). */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #unanswered = 0;
  #cancel: CancelTimer;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#cancel = options.clock.setTimeout(this.#beat, options.intervalMs);
  }

  /** The peer gave a sign of life. */
  alive(): void {
    this.#unanswered = 0;
  }

  stop(): void {
    this.#cancel();
  }

  readonly #beat = (): void => {
    if (this.#unanswered >= ALLOWED_MISSES) {
      this.#options.onLost();
      return;
    }
    this.#unanswered += 1;
    this.#cancel = this.#options.clock.setTimeout(this.#beat, this.#options.intervalMs);
    this.#options.ping();
  };
}
