import type { Clock, CreateId, Logger } from "@hos/runtime";
import type { JournalPort } from "./history/journal-port.ts";

/** Settings of an `ActionDispatcher`. Sizes are whole numbers of 1 or more. */
export interface DispatcherOptions {
  /** @default systemClock */
  readonly clock?: Clock;
  /** Makes the command ids. @default createId (26 characters, sorted by time) */
  readonly createId?: CreateId;
  /** @default silentLogger */
  readonly logger?: Logger;
  /**
   * How many commands the journal keeps, and how many of the past ones still know a late result; fewer where payloads
   * and results are large: 16 Mi characters in all. @default 1000
   */
  readonly journalSize?: number;
  /**
   * Where the journal survives a restart; the dispatcher closes it. Call `start()` then.
   *
   * @default nowhere
   */
  readonly journal?: JournalPort;
  /** How many answered idempotency keys are kept; fewer where requests and results pass 16 Mi characters. @default 10_000 */
  readonly idempotencySize?: number;
  /** Milliseconds that an answered idempotency key is kept. @default 600_000 */
  readonly idempotencyTtlMs?: number;
  /** How many commands may wait for one device. @default 64 */
  readonly queueLimit?: number;
}
