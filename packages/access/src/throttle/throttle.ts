import type { Clock } from "@hos/runtime";

/** How attempts are slowed down. */
export interface ThrottleLimits {
  /** So many attempts cost no delay. */
  readonly free: number;
  /** After the first that costs one; it doubles with each further attempt. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** One attempt is forgotten in this time. */
  readonly forgetOneMs: number;
}

/** What a {@link Throttle} is made of. */
export interface ThrottleOptions {
  readonly clock: Clock;
  readonly limits: ThrottleLimits;
  /** Beyond so many keys the one that was quiet longest is forgotten. @default 10_000 */
  readonly maxKeys?: number;
}

interface Entry {
  readonly attempts: number;
  /** Attempts are forgotten from here on. */
  readonly since: number;
  readonly blockedUntil: number;
}

const MAX_KEYS = 10_000;

/** Counts attempts by key and makes those who try often wait longer and longer. Its memory is bounded in number and time. */
export class Throttle {
  readonly #clock: Clock;
  readonly #limits: ThrottleLimits;
  readonly #maxKeys: number;
  /** More would change nothing but how long it takes to be forgiven. */
  readonly #maxAttempts: number;
  /** The one that was quiet longest first. */
  readonly #entries = new Map<string, Entry>();

  constructor({ clock, limits, maxKeys = MAX_KEYS }: ThrottleOptions) {
    this.#clock = clock;
    this.#limits = limits;
    this.#maxKeys = maxKeys;
    this.#maxAttempts = limits.free + 1 + Math.ceil(Math.log2(limits.maxDelayMs / limits.firstDelayMs));
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#entries.size;
  }

  /** How long `key` has to wait until an attempt counts, milliseconds; 0: it may try. */
  waitMs(key: string): number {
    return Math.min(
      this.#limits.maxDelayMs,
      Math.max(0, (this.#entries.get(key)?.blockedUntil ?? 0) - this.#clock.now()),
    );
  }

  /** Counts an attempt before it is known how it ends, so that many at once are counted too. */
  count(key: string): void {
    const now = this.#clock.now();
    const left = this.#left(key, now);
    const attempts = Math.min(left.attempts + 1, this.#maxAttempts);
    // A key that was counted last stands last.
    this.#entries.delete(key);
    this.#entries.set(key, { attempts, since: left.since, blockedUntil: now + this.#delayMs(attempts) });
    this.#forgetOldest();
  }

  /** Takes back an attempt that was counted: it was a good one, or it was not made. */
  uncount(key: string): void {
    const left = this.#left(key, this.#clock.now());
    const attempts = left.attempts - 1;
    if (attempts <= 0) this.#entries.delete(key);
    else
      this.#entries.set(key, { ...left, attempts, blockedUntil: attempts > this.#limits.free ? left.blockedUntil : 0 });
  }

  /** Forgets all attempts of a key. */
  forget(key: string): void {
    this.#entries.delete(key);
  }

  /** What is left of a key after the time that went by. A clock that was set back forgives nothing. */
  #left(key: string, now: number): Entry {
    const entry = this.#entries.get(key);
    const { forgetOneMs } = this.#limits;
    const forgotten = entry === undefined ? 0 : Math.floor(Math.max(0, now - entry.since) / forgetOneMs);
    if (entry === undefined || forgotten >= entry.attempts) return { attempts: 0, since: now, blockedUntil: 0 };
    return { ...entry, attempts: entry.attempts - forgotten, since: entry.since + forgotten * forgetOneMs };
  }

  #delayMs(attempts: number): number {
    const { free, firstDelayMs, maxDelayMs } = this.#limits;
    return attempts <= free ? 0 : Math.min(maxDelayMs, firstDelayMs * 2 ** (attempts - free - 1));
  }

  #forgetOldest(): void {
    const oldest = this.#entries.size > this.#maxKeys ? this.#entries.keys().next().value : undefined;
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}
