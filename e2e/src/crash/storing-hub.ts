import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import type { CommandRecord } from "@hos/protocol/rest";
import { DeviceStateManager } from "@hos/state-store";
import { type ConfigCollection, ConfigStore } from "@hos/storage";
import { SqliteStorage } from "@hos/storage/sqlite";
import { silentLogger } from "@hos/runtime";
import { Type } from "typebox";
import type { Stored, Stream } from "./stored.ts";

const Counted = Type.Object({ count: Type.Integer(), filling: Type.String() });
const OWNER = { driverKey: "CRASH", instanceId: "crash-1" };
const DEVICES = Array.from({ length: 50 }, (_, index) => `light-${index}`);
const KEPT_RECORDS = 20;

/** The parts of a hub that store something, on real files, and what to do with them all the time. */
export class StoringHub {
  readonly #storage: SqliteStorage;
  readonly #config: ConfigStore;
  readonly #devices: DeviceStateManager;
  readonly #things: ConfigCollection<{ count: number; filling: string }>;
  readonly #pairs: ConfigCollection<{ count: number; filling: string }>;

  static async open(folder: string): Promise<StoringHub> {
    const storage = await SqliteStorage.open({ folder, restorePolicy: {} });
    const config = new ConfigStore({ persistence: storage.documents, logger: silentLogger });
    const devices = new DeviceStateManager({ persistence: storage.devices });
    await Promise.all([config.start(), devices.start()]);
    return new StoringHub({ storage, config, devices });
  }

  private constructor(parts: { storage: SqliteStorage; config: ConfigStore; devices: DeviceStateManager }) {
    this.#storage = parts.storage;
    this.#config = parts.config;
    this.#devices = parts.devices;
    this.#things = parts.config.collection("things", Counted);
    this.#pairs = parts.config.collection("pairs", Counted);
  }

  /** What is stored, as this hub sees it after it was opened. */
  async read(folder: string): Promise<Stored> {
    const [left, right] = ["left", "right"].map((id) => this.#pairs.get(id)?.count ?? 0);
    const [record] = await this.#storage.journal.load(1);
    const states = [...this.#devices.list()].map(({ state }) => Number(state["count"]));
    return {
      integrity: checkIntegrity(folder),
      counts: {
        thing: this.#things.get("thing")?.count ?? 0,
        pair: left ?? 0,
        settings: Number(this.#devices.get("light-0")?.name.replace(/\D+/, "") ?? 0),
        states: states[0] ?? 0,
        journal: Number(record?.id ?? 0),
      },
      // Whatever was written together is there together.
      torn: left !== right || new Set(states).size > 1,
      unknown: [...this.#devices.list()].every(({ availability }) => availability.reason === "hub_restarted"),
    };
  }

  /** Writes the next of a stream; settles when the caller may rely on it. */
  async write(stream: Stream, count: number): Promise<void> {
    switch (stream) {
      case "thing":
        return await this.#things.put("thing", { count, filling: "x".repeat(count % 5_000) });
      case "pair": {
        const document = { count, filling: "" };
        return await this.#config.write([
          this.#pairs.putting("left", document),
          this.#pairs.putting("right", document),
        ]);
      }
      case "settings":
        this.#devices.announce(OWNER, "light-0", { name: "Lamp", deviceType: "light" });
        this.#devices.setSettings("light-0", { name: `Name ${count}` });
        return await this.#devices.flush();
      case "states":
        for (const id of DEVICES) {
          this.#devices.announce(OWNER, id, { name: "Lamp", deviceType: "light" });
          this.#devices.applyState(id, { count });
        }
        return await this.#devices.flush();
      case "journal":
        return await this.#storage.journal.save([createRecord(count)], KEPT_RECORDS);
    }
  }
}

/** Asked over a connection of its own, as another program would. */
function checkIntegrity(folder: string): string {
  const database = new DatabaseSync(join(folder, "hos.db"), { readOnly: true });
  try {
    return String(database.prepare("PRAGMA integrity_check").get()?.["integrity_check"]);
  } finally {
    database.close();
  }
}

function createRecord(count: number): CommandRecord {
  return {
    id: `${count}`,
    deviceId: "light-0",
    command: "turn_on",
    payload: {},
    origin: { via: "embedded" },
    timeoutMs: 1000,
    status: "succeeded",
    stages: [],
    latencyMs: 1,
  };
}
