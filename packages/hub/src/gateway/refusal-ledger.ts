import { type Clock, type Logger, sourceOfAddress, toInstant } from "@hos/runtime";

/** What the hub did not accept from one address before anybody had registered there. */
export interface SourceRefusals {
  /** An IPv4 address, or an IPv6 network of 64 bits; `unknown` where the hub does not know it. */
  readonly source: string;
  readonly count: number;
  /** Of the last one: a code of the driver protocol, or why a socket was ended or not taken. */
  readonly reason: string;
  /** Of the last one, ISO 8601. */
  readonly at: string;
}

const LOG_INTERVAL_MS = 60_000;
const LOG_PAUSE_MS = 1_000;

interface Entry {
  count: number;
  reason: string;
  atMs: number;
  loggedAtMs: number;
}

/**
 * Counts what was refused to those who have not registered, by address and by reason, so that somebody who tries doors is
 * seen. Of each address one log line a minute, of all together one a second; the address not heard of for longest makes
 * room.
 */
export class RefusalLedger {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #capacity: number;
  readonly #sources = new Map<string, Entry>();
  readonly #totals = new Map<string, number>();
  #loggedAtMs = Number.NEGATIVE_INFINITY;

  /** @param options.capacity addresses that are remembered. */
  constructor({
    clock,
    logger,
    capacity,
  }: {
    readonly clock: Clock;
    readonly logger: Logger;
    readonly capacity: number;
  }) {
    this.#clock = clock;
    this.#logger = logger;
    this.#capacity = capacity;
  }

  /** @param reason one of a closed set: never text that came over the wire. */
  record(address: string | null, reason: string): void {
    this.#totals.set(reason, (this.#totals.get(reason) ?? 0) + 1);
    const source = address === null ? "unknown" : sourceOfAddress(address);
    const entry = this.#take(source);
    const now = this.#clock.now();
    entry.count += 1;
    entry.reason = reason;
    entry.atMs = now;
    if (now - entry.loggedAtMs < LOG_INTERVAL_MS || now - this.#loggedAtMs < LOG_PAUSE_MS) return;
    entry.loggedAtMs = now;
    this.#loggedAtMs = now;
    this.#logger.warn("Something that is not a registered driver was refused.", { source, reason, count: entry.count });
  }

  /** By address, the one heard of last at the end. */
  list(): readonly SourceRefusals[] {
    return Array.from(this.#sources, ([source, { count, reason, atMs }]) => ({
      source,
      count,
      reason,
      at: toInstant(atMs),
    }));
  }

  /** How many there were of each reason since the hub was made. */
  totals(): ReadonlyMap<string, number> {
    return this.#totals;
  }

  #take(source: string): Entry {
    const entry = this.#sources.get(source) ?? { count: 0, reason: "", atMs: 0, loggedAtMs: Number.NEGATIVE_INFINITY };
    this.#sources.delete(source);
    this.#sources.set(source, entry);
    const [oldest] = this.#sources.keys();
    if (oldest !== undefined && this.#sources.size > this.#capacity) this.#sources.delete(oldest);
    return entry;
  }
}
