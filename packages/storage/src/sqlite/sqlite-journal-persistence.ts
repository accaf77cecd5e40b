import type { CommandRecord } from "@hos/protocol/rest";
import type { JournalPersistence } from "../journal/journal-persistence.ts";
import { PartLife } from "./part-life.ts";
import { serializeInSlices } from "./serialize-in-slices.ts";
import type { StorageWorker } from "./worker/storage-worker.ts";

/** The command journal in SQLite. Made by `SqliteStorage`, which closes the database. */
export class SqliteJournalPersistence implements JournalPersistence {
  readonly #worker: StorageWorker;
  readonly #life = new PartLife();

  constructor(worker: StorageWorker) {
    this.#worker = worker;
  }

  load(limit: number): Promise<readonly CommandRecord[]> {
    return this.#life.run(async () => {
      const rows = await this.#worker.call("loadRecords", limit);
      return rows.map((body) => JSON.parse(body) as CommandRecord);
    });
  }

  save(records: readonly CommandRecord[], keep: number): Promise<void> {
    return this.#life.run(async () => {
      for await (const rows of serializeInSlices(records, toRow)) this.#worker.post("stageRecords", rows);
      await this.#worker.call("saveRecords", keep);
    });
  }

  close(): Promise<void> {
    return this.#life.close();
  }
}

function toRow(record: CommandRecord) {
  const body = JSON.stringify(record);
  return { row: { id: record.id, body }, characters: body.length };
}
