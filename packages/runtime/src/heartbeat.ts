import type { CancelTimer, Clock } from "./clock.ts";

/** What a {@link Heartbeat} needs. */
export interface HeartbeatOptions {
  readonly clock: Clock;
  /** Milliseconds between two pings. */
  readonly intervalMs: number;
  /** Asks the peer for a sign of life. */
  readonly ping: () => void;
  /** Called once, when a further ping would follow two without a sign of life. */
  readonly onLost: () => void;
}

/** So many unanswered pings end a session. */
const ALLOWED_MISSES = 2;

/**
 * Notices a peer that is gone while its socket still stands (protocol v1, "Transport"). It begins at once; anything that
 * arrives is a sign of life, so a silent peer is lost two intervals after the first ping that nobody answered.
 */
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

  /** Ends it. Calling it again does nothing. */
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
