import type { CommandRecord } from "@hos/protocol/rest";
import type { JournalPort } from "../../src/index.ts";

/** A place where journals survive their dispatchers, which can be told to fail or to take its time. */
export class JournalDisk implements JournalPort {
  /** Oldest first. */
  readonly records: CommandRecord[] = [];
  /** The ids of each batch, in order. */
  readonly batches: (readonly string[])[] = [];
  broken = false;
  unreadable = false;
  closed = 0;
  #slow: PromiseWithResolvers<void> | undefined;

  /** From now on nothing settles until the function that it gives is called. */
  stall(): () => void {
    const slow = Promise.withResolvers<void>();
    this.#slow = slow;
    return () => {
      this.#slow = undefined;
      slow.resolve();
    };
  }

  load(limit: number): Promise<readonly CommandRecord[]> {
    if (this.unreadable) return Promise.reject(new Error("The file is damaged."));
    return Promise.resolve(structuredClone(this.records.slice(-limit).toReversed()));
  }

  async save(records: readonly CommandRecord[], keep: number): Promise<void> {
    const copies = structuredClone(records);
    await this.#slow?.promise;
    if (this.broken) throw new Error("The disk is full.");
    this.batches.push(copies.map(({ id }) => id));
    for (const record of copies) {
      const index = this.records.findIndex(({ id }) => id === record.id);
      if (index === -1) this.records.push(record);
      else this.records[index] = record;
    }
    this.records.splice(0, this.records.length - keep);
  }

  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}
