import type { DevicePersistence, PersonalSettings, SettingsChange, StoredDevice, StoredHome } from "@hos/state-store";
import { PartLife } from "./part-life.ts";
import { serializeInSlices } from "./serialize-in-slices.ts";
import type { DeviceRow } from "./worker/rows.ts";
import type { StorageWorker } from "./worker/storage-worker.ts";

type About = Pick<StoredDevice, "id" | "owner" | "description">;
type State = Omit<StoredDevice, keyof About>;

/**
 * Devices in SQLite. Made by `SqliteStorage`, which closes the database.
 *
 * A description is written only when it is another object than the one that is stored: it is large, and a device that
 * reports its state every second has the same for years.
 */
export class SqliteDevicePersistence implements DevicePersistence {
  readonly #worker: StorageWorker;
  readonly #life = new PartLife();
  readonly #written = new Map<string, About>();

  constructor(worker: StorageWorker) {
    this.#worker = worker;
  }

  load(): Promise<StoredHome> {
    return this.#life.run(async () => {
      const { devices, settings } = await this.#worker.call("loadDevices");
      return {
        devices: devices.map(({ about, state }) =>
          Object.assign(JSON.parse(about) as About, JSON.parse(state) as State),
        ),
        settings: settings.map(({ id, body }) => ({ id, settings: JSON.parse(body) as PersonalSettings })),
      };
    });
  }

  save(devices: readonly StoredDevice[]): Promise<void> {
    return this.#life.run(async () => {
      const described: About[] = [];
      const toRow = (device: StoredDevice) => this.#toRow(device, described);
      for await (const rows of serializeInSlices(devices, toRow)) this.#worker.post("stageDevices", rows);
      await this.#worker.call("saveDevices");
      for (const about of described) this.#written.set(about.id, about);
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#life.run(async () => {
      for (const id of ids) this.#written.delete(id);
      await this.#worker.call("removeDevices", ids);
    });
  }

  saveSettings(changes: readonly SettingsChange[]): Promise<void> {
    return this.#life.run(() => {
      const rows = changes.map(({ id, settings }) => ({ id, body: settings && JSON.stringify(settings) }));
      return this.#worker.call("saveSettings", rows);
    });
  }

  close(): Promise<void> {
    return this.#life.close();
  }

  /** @param described takes what is not yet written of the device besides its state. */
  #toRow(device: StoredDevice, described: About[]): { readonly row: DeviceRow; readonly characters: number } {
    const { id, owner, description, ...changing } = device;
    const state = JSON.stringify(changing);
    const written = this.#written.get(id);
    if (written?.description === description && written.owner === owner) {
      return { row: { id, about: null, state }, characters: state.length };
    }
    const fresh: About = { id, owner, description };
    described.push(fresh);
    const about = JSON.stringify(fresh);
    return { row: { id, about, state }, characters: state.length + about.length };
  }
}
