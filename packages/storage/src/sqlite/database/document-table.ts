import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { DocumentRow } from "../worker/rows.ts";

/** The documents in the database. */
export class DocumentTable {
  readonly #database: DatabaseSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#put = database.prepare(
      "INSERT INTO documents (collection, id, body) VALUES (?, ?, ?) ON CONFLICT (collection, id) DO UPDATE SET body = excluded.body",
    );
    this.#remove = database.prepare("DELETE FROM documents WHERE collection = ? AND id = ?");
  }

  /** In the order in which they were first written. */
  load(): readonly DocumentRow[] {
    const rows = this.#database.prepare("SELECT collection, id, body FROM documents ORDER BY position").all();
    return rows as unknown as readonly DocumentRow[];
  }

  /** To be called inside a transaction. */
  write(rows: readonly DocumentRow[]): void {
    for (const { collection, id, body } of rows) {
      if (body === null) this.#remove.run(collection, id);
      else this.#put.run(collection, id, body);
    }
  }
}
