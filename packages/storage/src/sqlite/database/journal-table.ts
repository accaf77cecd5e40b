import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Row } from "../worker/rows.ts";

/** The command journal in the database. */
export class JournalTable {
  readonly #newest: StatementSync;
  readonly #put: StatementSync;
  readonly #trim: StatementSync;

  constructor(database: DatabaseSync) {
    this.#newest = database.prepare("SELECT body FROM journal ORDER BY position DESC LIMIT ?");
    this.#put = database.prepare(
      "INSERT INTO journal (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
    );
    // Rows leave at the old end only, so that positions have no gaps.
    this.#trim = database.prepare("DELETE FROM journal WHERE position <= (SELECT max(position) FROM journal) - ?");
  }

  /** Newest first. */
  load(limit: number): readonly string[] {
    return this.#newest.all(limit).map(({ body }) => String(body));
  }

  /** To be called inside a transaction. */
  save(rows: readonly Row[], keep: number): void {
    for (const { id, body } of rows) this.#put.run(id, body);
    this.#trim.run(keep);
  }
}
