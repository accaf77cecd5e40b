import type { CancelTimer, Clock, Logger } from "@hos/runtime";
import type { PersonalSettings } from "../devices/personal-settings.ts";
import { StoreError } from "../store-error.ts";
import type { DevicePersistence, SettingsChange } from "./device-persistence.ts";
import type { StoredDevice } from "./stored-device.ts";

/** What a {@link WriteBehind} is made with. */
export interface WriteBehindOptions {
  readonly persistence: DevicePersistence;
  /** What to store of an id now; `undefined` forgets it. */
  readonly read: (deviceId: string) => StoredDevice | undefined;
  /** What a person set for an id; `null` forgets it. */
  readonly readSettings: (deviceId: string) => PersonalSettings | null;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a change waits for others at most, milliseconds. */
  readonly delayMs: number;
}

/** What waits to be written at a moment. */
export interface WriteBacklog {
  /** Devices, and settings of devices. */
  readonly waiting: number;
  /** The last batch was not taken; it is tried again. */
  readonly failing: boolean;
}

/** A change of settings that is stored before it is made. Nothing else is written between the two. */
export interface SettingsTurn {
  /** What to store; called when its turn has come. */
  readonly make: () => SettingsChange;
  /** It is stored. */
  readonly took: (change: SettingsChange) => void;
}

/** A batch that failed is tried again after the delay, then after twice as long and so on, at most this, milliseconds. */
const MAX_RETRY_MS = 30_000;

/**
 * Writes changed devices and what people set for them in batches, one batch at a time. A batch that fails waits for the
 * next one; nothing marked is forgotten before it is stored.
 */
export class WriteBehind {
  readonly #options: WriteBehindOptions;
  readonly #dirty = new Set<string>();
  readonly #dirtySettings = new Set<string>();
  #cancelTimer: CancelTimer | undefined;
  #running: Promise<StoreError | undefined> | undefined;
  /** The time of a batch came while another was being written. */
  #overdue = false;
  /** How many batches failed since the last that did not. */
  #failures = 0;
  #closing: Promise<void> | undefined;

  constructor(options: WriteBehindOptions) {
    this.#options = options;
  }

  /** How much waits to be written, and whether the last batch failed. */
  get backlog(): WriteBacklog {
    return { waiting: this.#waiting, failing: this.#failures > 0 };
  }

  /** The device has to be written, or forgotten, within the delay. */
  mark(deviceId: string): void {
    this.#dirty.add(deviceId);
    this.#arm();
  }

  /** What a person set for the device has to be written at once. */
  markSettings(deviceId: string): void {
    this.#dirtySettings.add(deviceId);
    this.#writeNow();
  }

  /**
   * Stores what a person set, ahead of all that waits. It is not tried again.
   *
   * @throws {StoreError} SAVE_FAILED when persistence did not take it; nothing of it is stored then.
   */
  async saveSettings(turn: SettingsTurn): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    const failure = await this.#occupy(() => this.#saveNow(turn));
    if (failure !== undefined) throw failure;
  }

  /**
   * Settles when all that was marked before is stored.
   *
   * @throws {StoreError} SAVE_FAILED when persistence did not take it; it is tried again.
   */
  async flush(): Promise<void> {
    // The batch under way may have been taken before the last mark.
    await this.#running;
    if (this.#waiting === 0 && this.#running === undefined) return;
    const failure = await this.#write();
    if (failure !== undefined) throw failure;
  }

  /** Writes what is left, closes persistence and stops. What cannot be written is logged. */
  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  get #waiting(): number {
    return this.#dirty.size + this.#dirtySettings.size;
  }

  #arm(): void {
    if (this.#closing !== undefined || this.#cancelTimer !== undefined) return;
    const { clock, delayMs } = this.#options;
    const retryMs = delayMs * 2 ** Math.max(0, this.#failures - 1);
    this.#cancelTimer = clock.setTimeout(
      () => {
        this.#cancelTimer = undefined;
        this.#writeNow();
      },
      Math.min(retryMs, MAX_RETRY_MS),
    );
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
    return this.#running ?? this.#occupy(() => this.#runBatch());
  }

  async #runBatch(): Promise<StoreError | undefined> {
    this.#disarm();
    this.#overdue = false;
    const failure = await this.#saveBatch();
    this.#report(failure);
    return failure;
  }

  async #saveNow({ make, took }: SettingsTurn): Promise<StoreError | undefined> {
    const change = make();
    try {
      await this.#options.persistence.saveSettings([change]);
    } catch (cause) {
      return new StoreError("SAVE_FAILED", "Persistence did not take what was set; nothing changed.", { cause });
    }
    took(change);
    return undefined;
  }

  /** Has persistence do one thing, and then what came due meanwhile. */
  #occupy(work: () => Promise<StoreError | undefined>): Promise<StoreError | undefined> {
    this.#running = this.#release(work());
    return this.#running;
  }

  async #release(work: Promise<StoreError | undefined>): Promise<StoreError | undefined> {
    const failure = await work;
    this.#running = undefined;
    if (this.#overdue && this.#failures === 0) void this.#write();
    else if (this.#waiting > 0) this.#arm();
    return failure;
  }

  async #saveBatch(): Promise<StoreError | undefined> {
    const { persistence } = this.#options;
    const { settings, devices, removed } = this.#take();
    const unsaved = { settings: settings.map(({ id }) => id), devices: devices.map(({ id }) => id), removed };
    try {
      // First: where the devices are too much for the disk, what a person set may still fit.
      if (settings.length > 0) await persistence.saveSettings(settings);
      unsaved.settings = [];
      if (devices.length > 0) await persistence.save(devices);
      unsaved.devices = [];
      if (removed.length > 0) await persistence.remove(removed);
      return undefined;
    } catch (cause) {
      for (const id of unsaved.settings) this.#dirtySettings.add(id);
      for (const id of [...unsaved.devices, ...unsaved.removed]) this.#dirty.add(id);
      const message = `Persistence did not take ${this.#waiting} changes; they are kept and tried again.`;
      return new StoreError("SAVE_FAILED", message, { cause });
    }
  }

  /** All that was marked, as it is now. 10,000 devices take about 2 ms. */
  #take() {
    const { read, readSettings } = this.#options;
    const settings = Array.from(this.#dirtySettings, (id) => ({ id, settings: readSettings(id) }));
    const devices: StoredDevice[] = [];
    const removed: string[] = [];
    for (const id of this.#dirty) {
      const device = read(id);
      if (device === undefined) removed.push(id);
      else devices.push(device);
    }
    this.#dirtySettings.clear();
    this.#dirty.clear();
    return { settings, devices, removed };
  }

  // Once when it begins and once when it is over, or a full disk would fill the log as well.
  #report(failure: StoreError | undefined): void {
    const { logger } = this.#options;
    if (failure !== undefined && this.#failures === 0) logger.error(failure.message, { fault: failure.cause });
    if (failure === undefined && this.#failures > 0) logger.info("Persistence works again.");
    this.#failures = failure === undefined ? 0 : this.#failures + 1;
  }

  async #shutDown(): Promise<void> {
    const { persistence, logger } = this.#options;
    this.#disarm();
    try {
      await this.flush();
    } catch (fault) {
      logger.error(`${this.#waiting} changes were not saved at the end.`, { fault });
    }
    try {
      await persistence.close();
    } catch (fault) {
      logger.error("Persistence did not close.", { fault });
    }
  }
}
