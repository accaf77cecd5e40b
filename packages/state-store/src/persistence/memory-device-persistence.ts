import { copyJson } from "../devices/copy-json.ts";
import type { DevicePersistence } from "./device-persistence.ts";
import type { StoredDevice } from "./stored-device.ts";

/**
 * Persistence that lasts as long as the object: for tests, and for a hub that needs to survive no restart.
 *
 * It keeps its devices when it is closed, so that a second store can be started on it, as after a restart.
 */
export class MemoryDevicePersistence implements DevicePersistence {
  readonly #devices = new Map<string, StoredDevice>();

  load(): Promise<readonly StoredDevice[]> {
    return Promise.resolve(Array.from(this.#devices.values(), copyJson));
  }

  save(devices: readonly StoredDevice[]): Promise<void> {
    for (const device of devices) this.#devices.set(device.id, copyJson(device));
    return Promise.resolve();
  }

  remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#devices.delete(id);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
