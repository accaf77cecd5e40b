import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { DeviceRow, DeviceRows, SettingsRow } from "../worker/rows.ts";

/** What is stored of devices: descriptions, states, and what people set. */
export class DeviceTables {
  readonly #database: DatabaseSync;
  readonly #putAbout: StatementSync;
  readonly #putState: StatementSync;
  readonly #putSettings: StatementSync;
  readonly #removals: readonly StatementSync[];
  readonly #removeSettings: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#putAbout = database.prepare(upsertInto("devices"));
    this.#putState = database.prepare(upsertInto("device_states"));
    this.#putSettings = database.prepare(upsertInto("device_settings"));
    this.#removals = ["devices", "device_states"].map((table) => database.prepare(removeFrom(table)));
    this.#removeSettings = database.prepare(removeFrom("device_settings"));
  }

  /** Devices in the order in which they were first written. */
  load(): DeviceRows {
    const devices = this.#database.prepare(
      "SELECT d.body AS about, s.body AS state FROM devices d JOIN device_states s ON s.id = d.id ORDER BY d.position",
    );
    const settings = this.#database.prepare("SELECT id, body FROM device_settings ORDER BY position");
    return { devices: devices.all(), settings: settings.all() } as unknown as DeviceRows;
  }

  /** To be called inside a transaction. */
  save(rows: readonly DeviceRow[]): void {
    for (const { id, about, state } of rows) {
      if (about !== null) this.#putAbout.run(id, about);
      this.#putState.run(id, state);
    }
  }

  /** To be called inside a transaction. Settings stay. */
  remove(ids: readonly string[]): void {
    for (const id of ids) for (const removal of this.#removals) removal.run(id);
  }

  /** To be called inside a transaction. A `null` body forgets. */
  saveSettings(rows: readonly SettingsRow[]): void {
    for (const { id, body } of rows) {
      if (body === null) this.#removeSettings.run(id);
      else this.#putSettings.run(id, body);
    }
  }
}

function upsertInto(table: string): string {
  return `INSERT INTO ${table} (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body`;
}

function removeFrom(table: string): string {
  return `DELETE FROM ${table} WHERE id = ?`;
}
