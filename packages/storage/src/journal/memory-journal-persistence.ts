import type { CommandRecord } from "@hos/protocol/rest";
import type { JournalPersistence } from "./journal-persistence.ts";

/**
 * A journal that lasts as long as the object: for tests, and for a hub that needs to survive no restart. It keeps its
 * records when it is closed, so that a second hub can be started on it, as after a restart.
 */
export class MemoryJournalPersistence implements JournalPersistence {
  readonly #records = new Map<string, CommandRecord>();

  load(limit: number): Promise<readonly CommandRecord[]> {
    return Promise.resolve(structuredClone([...this.#records.values()].slice(-limit).toReversed()));
  }

  save(records: readonly CommandRecord[], keep: number): Promise<void> {
    for (const record of structuredClone(records)) this.#records.set(record.id, record);
    for (const id of this.#records.keys()) {
      if (this.#records.size <= keep) break;
      this.#records.delete(id);
    }
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
