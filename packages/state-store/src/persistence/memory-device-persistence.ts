import { copyJson } from "../devices/copy-json.ts";
import type { PersonalSettings } from "../devices/personal-settings.ts";
import type { DevicePersistence, SettingsChange, StoredHome } from "./device-persistence.ts";
import type { StoredDevice } from "./stored-device.ts";

/**
 * Persistence that lasts as long as the object: for tests, and for a hub that needs to survive no restart.
 *
 * It keeps its devices when it is closed, so that a second store can be started on it, as after a restart.
 */
export class MemoryDevicePersistence implements DevicePersistence {
  readonly #devices = new Map<string, StoredDevice>();
  readonly #settings = new Map<string, PersonalSettings>();

  load(): Promise<StoredHome> {
    return Promise.resolve({
      devices: Array.from(this.#devices.values(), copyJson),
      settings: Array.from(this.#settings, ([id, settings]) => ({ id, settings: { ...settings } })),
    });
  }

  save(devices: readonly StoredDevice[]): Promise<void> {
    for (const device of devices) this.#devices.set(device.id, copyJson(device));
    return Promise.resolve();
  }

  remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#devices.delete(id);
    return Promise.resolve();
  }

  saveSettings(changes: readonly SettingsChange[]): Promise<void> {
    for (const { id, settings } of changes) {
      if (settings === null) this.#settings.delete(id);
      else this.#settings.set(id, { ...settings });
    }
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
