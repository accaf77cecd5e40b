import { MemoryDevicePersistence, type SettingsChange, type StoredDevice } from "../../src/index.ts";

/** Memory persistence that fails or holds its answers on demand and counts its calls. */
export class ControlledPersistence extends MemoryDevicePersistence {
  readonly calls: string[] = [];
  /** What the next calls reject with, as long as it is set. */
  fault: Error | undefined;
  failRemove = false;
  closed = 0;
  mostAtOnce = 0;
  #running = 0;
  #gate: PromiseWithResolvers<void> | undefined;

  /** Holds every call from now on, until {@link release}. */
  hold(): void {
    this.#gate = Promise.withResolvers();
  }

  release(): void {
    this.#gate?.resolve();
    this.#gate = undefined;
  }

  override async save(devices: readonly StoredDevice[]): Promise<void> {
    await this.#enter(`save ${devices.map(({ id }) => id).join(" ")}`);
    await super.save(devices);
  }

  override async remove(ids: readonly string[]): Promise<void> {
    await this.#enter(`remove ${ids.join(" ")}`);
    if (this.failRemove) throw new Error("remove failed");
    await super.remove(ids);
  }

  override async saveSettings(changes: readonly SettingsChange[]): Promise<void> {
    await this.#enter(`settings ${changes.map(({ id }) => id).join(" ")}`);
    await super.saveSettings(changes);
  }

  override close(): Promise<void> {
    this.closed += 1;
    return super.close();
  }

  async #enter(call: string): Promise<void> {
    this.calls.push(call);
    this.#running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#running);
    await this.#gate?.promise;
    this.#running -= 1;
    if (this.fault !== undefined) throw this.fault;
  }
}
