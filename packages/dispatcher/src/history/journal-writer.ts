import type { CommandRecord } from "@hos/protocol/rest";
import type { CancelTimer, Clock, Logger } from "@hos/runtime";
import { copyRecord } from "./copy-record.ts";
import type { JournalPort } from "./journal-port.ts";

/** What a {@link JournalWriter} works with. */
export interface JournalWriterOptions {
  readonly port: JournalPort;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How many records are stored, and wait to be, at most. */
  readonly keep: number;
}

/** How long a change waits for others at most. */
const DELAY_MS = 250;
/** When what could not be stored is tried again, where nothing is more urgent. */
const RETRY_MS = 5_000;
/** A command does not wait longer for a disk that is slow. */
const PATIENCE_MS = 500;

/**
 * Stores records of the journal in batches, one batch at a time, and away from what changes them: a record is read when
 * its batch is written. What was not taken is tried again; of more than are kept the oldest are given up.
 */
export class JournalWriter {
  readonly #options: JournalWriterOptions;
  readonly #dirty = new Map<string, CommandRecord>();
  #cancelTimer: CancelTimer | undefined;
  #running: Promise<boolean> | undefined;
  #failing = false;
  #closing: Promise<void> | undefined;

  constructor(options: JournalWriterOptions) {
    this.#options = options;
  }

  /** How many records wait for the next batch: fewer than twice as many as are kept. */
  get size(): number {
    return this.#dirty.size;
  }

  /** A record has to be stored, as it will be then, within the delay. */
  mark(record: CommandRecord): void {
    this.#dirty.set(record.id, record);
    // In one go, now and then: a map gives up its oldest key slowly.
    if (this.#dirty.size >= 2 * this.#options.keep) this.#keepNewest([...this.#dirty.values()]);
    this.#arm(this.#failing ? RETRY_MS : DELAY_MS);
  }

  /** Stores a record now. Settles when it is stored, or could not be, or that takes too long: then it is logged. */
  async save(record: CommandRecord): Promise<void> {
    const { clock, logger } = this.#options;
    const { promise: late, resolve } = Promise.withResolvers<false>();
    const cancelPatience = clock.setTimeout(() => resolve(false), PATIENCE_MS);
    const stored = await Promise.race([this.#saveNow(record), late]);
    cancelPatience();
    if (!stored) logger.warn("A command goes to its driver without being stored first.", { commandId: record.id });
  }

  /** Stores what is left and closes the port. What cannot be stored is logged. Calling it again does nothing. */
  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  async #saveNow(record: CommandRecord): Promise<boolean> {
    this.#dirty.set(record.id, record);
    // The batch under way was taken before.
    await this.#running;
    return await this.#write();
  }

  #keepNewest(records: readonly CommandRecord[]): void {
    this.#dirty.clear();
    for (const record of records.slice(-this.#options.keep)) this.#dirty.set(record.id, record);
  }

  #arm(delayMs: number): void {
    if (this.#closing !== undefined || this.#running !== undefined) return;
    this.#cancelTimer ??= this.#options.clock.setTimeout(() => {
      this.#cancelTimer = undefined;
      void this.#write();
    }, delayMs);
  }

  #write(): Promise<boolean> {
    this.#running ??= this.#writeBatch();
    return this.#running;
  }

  async #writeBatch(): Promise<boolean> {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const batch = [...this.#dirty.values()].slice(-this.#options.keep);
    this.#dirty.clear();
    const stored = batch.length === 0 || (await this.#store(batch));
    this.#running = undefined;
    if (!stored) this.#takeBack(batch);
    if (this.#dirty.size > 0) this.#arm(stored ? DELAY_MS : RETRY_MS);
    return stored;
  }

  async #store(batch: readonly CommandRecord[]): Promise<boolean> {
    const { port, keep, logger } = this.#options;
    try {
      await port.save(batch.map(copyRecord), keep);
      // Once when it begins and once when it is over, or a full disk would fill the log as well.
      if (this.#failing) logger.info("The command journal is stored again.");
      this.#failing = false;
      return true;
    } catch (fault) {
      if (!this.#failing) logger.error("The command journal could not be stored; it is tried again.", { err: fault });
      this.#failing = true;
      return false;
    }
  }

  /** Older than what was marked meanwhile. */
  #takeBack(batch: readonly CommandRecord[]): void {
    this.#keepNewest([...batch, ...this.#dirty.values()]);
  }

  async #shutDown(): Promise<void> {
    const { port, logger } = this.#options;
    await this.#running;
    const stored = await this.#write();
    if (!stored) logger.error("Commands were not stored at the end.", { records: this.#dirty.size });
    try {
      await port.close();
    } catch (fault) {
      logger.error("The storage of the command journal did not close.", { err: fault });
    }
  }
}
