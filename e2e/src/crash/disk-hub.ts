import { silentLogger } from "@hos/runtime";
import { DeviceStateManager, isStoreError } from "@hos/state-store";
import { type ConfigCollection, ConfigStore, isStorageError } from "@hos/storage";
import { SqliteStorage } from "@hos/storage/sqlite";
import { type Static, Type } from "typebox";

const Thing = Type.Object({ text: Type.String() });
const OWNER = { driverKey: "DISK", instanceId: "disk-1" };

/** The parts of a hub that store something, on a disk that may be full or read-only. */
export class DiskHub implements AsyncDisposable {
  readonly storage: SqliteStorage;
  readonly #config: ConfigStore;
  readonly #devices: DeviceStateManager;
  readonly #things: ConfigCollection<Static<typeof Thing>>;

  static async open(folder: string): Promise<DiskHub> {
    const storage = await SqliteStorage.open({ folder, restorePolicy: {} });
    const config = new ConfigStore({ persistence: storage.documents, logger: silentLogger });
    const devices = new DeviceStateManager({ persistence: storage.devices });
    await Promise.all([config.start(), devices.start()]);
    return new DiskHub(storage, config, devices);
  }

  private constructor(storage: SqliteStorage, config: ConfigStore, devices: DeviceStateManager) {
    this.storage = storage;
    this.#config = config;
    this.#devices = devices;
    this.#things = config.collection("things", Thing);
  }

  /** Configures something: `ok`, or the code of the fault and the line that a person reads. */
  async configure(text: string): Promise<readonly string[]> {
    return await outcome(() => this.#things.put("thing", { text }));
  }

  /** A driver reports a state. */
  report(brightness: number, extra = ""): void {
    this.#devices.announce(OWNER, "light-1", { name: "Lamp", deviceType: "light" });
    this.#devices.applyState("light-1", { brightness, extras: { extra } });
  }

  async flush(): Promise<readonly string[]> {
    return await outcome(() => this.#devices.flush());
  }

  /** What this hub serves now. */
  serves() {
    const { state, availability } = this.#devices.get("light-1") ?? {};
    return {
      text: this.#things.get("thing")?.text.slice(0, 20),
      brightness: state?.["brightness"],
      status: availability?.status,
      readOnly: this.storage.readOnly,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#devices.close();
    await this.#config.close();
    await this.storage.close();
  }
}

/** `ok`, or what went wrong. */
export async function outcome(work: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await work();
    return ["ok"];
  } catch (fault) {
    if (isStoreError(fault) && isStorageError(fault.cause)) return [fault.code, fault.cause.code, fault.cause.message];
    if (isStorageError(fault)) return [fault.code, fault.message];
    throw fault;
  }
}
