import type { CancelTimer, Clock, Logger } from "@hos/runtime";
import { StoreError } from "../store-error.ts";
import type { DevicePersistence } from "./device-persistence.ts";
import type { StoredDevice } from "./stored-device.ts";

/** What a {@link WriteBehind} is made with. */
export interface WriteBehindOptions {
  readonly persistence: DevicePersistence;
  /** What to store of an id now; `undefined` forgets it. */
  readonly read: (deviceId: string) => StoredDevice | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a change waits for others at most, milliseconds. */
  readonly delayMs: number;
}

/**
 * Writes changed devices in batches, one batch at a time. A batch that fails waits for the next one; nothing marked is
 * forgotten before it is stored.
 */
export class WriteBehind {
  readonly #options: WriteBehindOptions;
  readonly #dirty = new Set<string>();
  #cancelTimer: CancelTimer | undefined;
  #running: Promise<StoreError | undefined> | undefined;
  /** The time of a batch came while another was being written. */
  #overdue = false;
  #failing = false;
  #closing: Promise<void> | undefined;

  constructor(options: WriteBehindOptions) {
    this.#options = options;
  }

  /** The device has to be written, or forgotten, within the delay. */
  mark(deviceId: string): void {
    this.#dirty.add(deviceId);
    this.#arm();
  }

  /** The device has to be written at once. */
  markUrgent(deviceId: string): void {
    this.#dirty.add(deviceId);
    this.#writeNow();
  }

  /**
   * Settles when all that was marked before is stored.
   *
   * @throws {StoreError} SAVE_FAILED when persistence did not take it; it is tried again.
   */
  async flush(): Promise<void> {
    // The batch under way may have been taken before the last mark.
    await this.#running;
    if (this.#dirty.size === 0 && this.#running === undefined) return;
    const failure = await this.#write();
    if (failure !== undefined) throw failure;
  }

  /** Writes what is left, closes persistence and stops. What cannot be written is logged. */
  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  #arm(): void {
    if (this.#closing !== undefined) return;
    this.#cancelTimer ??= this.#options.clock.setTimeout(() => {
      this.#cancelTimer = undefined;
      this.#writeNow();
    }, this.#options.delayMs);
  }

  #disarm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #writeNow(): void {
    if (this.#running === undefined) void this.#write();
    else this.#overdue = true;
  }

  #write(): Promise<StoreError | undefined> {
    this.#running ??= this.#runBatch();
    return this.#running;
  }

  async #runBatch(): Promise<StoreError | undefined> {
    this.#disarm();
    this.#overdue = false;
    const failure = await this.#saveBatch();
    this.#running = undefined;
    this.#report(failure);
    if (failure !== undefined) this.#arm();
    else if (this.#overdue) void this.#write();
    return failure;
  }

  async #saveBatch(): Promise<StoreError | undefined> {
    const { persistence, read } = this.#options;
    const devices: StoredDevice[] = [];
    const removed: string[] = [];
    for (const id of this.#dirty) {
      const device = read(id);
      if (device === undefined) removed.push(id);
      else devices.push(device);
    }
    const unsaved = new Set(this.#dirty);
    this.#dirty.clear();
    try {
      if (devices.length > 0) await persistence.save(devices);
      for (const { id } of devices) unsaved.delete(id);
      if (removed.length > 0) await persistence.remove(removed);
      return undefined;
    } catch (cause) {
      for (const id of unsaved) this.#dirty.add(id);
      const message = `Persistence did not take ${unsaved.size} devices; they are kept and tried again.`;
      return new StoreError("SAVE_FAILED", message, { cause });
    }
  }

  // Once when it begins and once when it is over, or a full disk would fill the log as well.
  #report(failure: StoreError | undefined): void {
    const { logger } = this.#options;
    if (failure !== undefined && !this.#failing) logger.error(failure.message, { fault: failure.cause });
    if (failure === undefined && this.#failing) logger.info("Persistence works again.");
    this.#failing = failure !== undefined;
  }

  async #shutDown(): Promise<void> {
    const { persistence, logger } = this.#options;
    this.#disarm();
    try {
      await this.flush();
    } catch (fault) {
      logger.error(`${this.#dirty.size} devices were not saved at the end.`, { fault });
    }
    try {
      await persistence.close();
    } catch (fault) {
      logger.error("Persistence did not close.", { fault });
    }
  }
}
