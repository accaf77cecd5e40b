import type { DatabaseSync } from "node:sqlite";

/**
 * How long a commit takes: `FULL` waits until the disk has it, so that a power cut loses nothing; `NORMAL` does not, and
 * a power cut may lose the last commits, yet never damages the file (WAL).
 */
export type Durability = "FULL" | "NORMAL";

/** Runs `work` as one transaction: all of it or nothing. */
export function inTransaction(database: DatabaseSync, durability: Durability, work: () => void): void {
  // SQLite passes over this pragma inside a transaction.
  database.exec(`PRAGMA synchronous = ${durability}`);
  database.exec("BEGIN IMMEDIATE");
  try {
    work();
    database.exec("COMMIT");
  } catch (fault) {
    rollBack(database);
    throw fault;
  }
}

function rollBack(database: DatabaseSync): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // A full disk makes SQLite roll back by itself; then there is nothing left to end.
  }
}
