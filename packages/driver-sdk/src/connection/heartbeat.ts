import type { CancelTimer, Clock } from "@hos/runtime";

/** What a {@link Heartbeat} acts on. */
export interface HeartbeatPorts {
  readonly clock: Clock;
  readonly intervalMs: number;
  /** Asks the other end for a sign of life. */
  readonly ping: () => void;
  /** Called once, when {@link MISSES} pings in a row brought no sign of life. */
  readonly dead: () => void;
}

/** So many unanswered pings end a session (protocol v1, "Transport"). */
const MISSES = 2;

/**
 * Notices a half-open connection. Anything that arrives is a sign of life, so silence ends the connection two
 * intervals after the first ping that nobody answered.
 */
export class Heartbeat {
  readonly #ports: HeartbeatPorts;
  #unanswered = 0;
  #cancel: CancelTimer | undefined;

  constructor(ports: HeartbeatPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.stop();
    this.#unanswered = 0;
    this.#wait();
  }

  /** Something arrived. */
  alive(): void {
    this.#unanswered = 0;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #wait(): void {
    this.#cancel = this.#ports.clock.setTimeout(() => this.#beat(), this.#ports.intervalMs);
  }

  #beat(): void {
    if (this.#unanswered >= MISSES) {
      this.stop();
      this.#ports.dead();
      return;
    }
    this.#unanswered += 1;
    this.#wait();
    this.#ports.ping();
  }
}
