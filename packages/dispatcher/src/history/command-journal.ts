import type { CommandRecord } from "@hos/protocol/rest";

/** Which records of a {@link CommandJournal} are wanted. */
export interface JournalQuery {
  readonly deviceId?: string;
  /** @default all that are kept */
  readonly limit?: number;
}

/** The last commands, refused ones too, in memory. The oldest record goes when a new one finds it full. */
export class CommandJournal {
  readonly #size: number;
  readonly #records = new Map<string, CommandRecord>();

  constructor(size: number) {
    this.#size = size;
  }

  /** How many records it holds. */
  get length(): number {
    return this.#records.size;
  }

  /** For the dispatcher: adds a record, which goes on changing while its command runs. */
  add(record: CommandRecord): void {
    this.#records.set(record.id, record);
    if (this.#records.size <= this.#size) return;
    const oldest = this.#records.keys().next();
    if (oldest.done !== true) this.#records.delete(oldest.value);
  }

  /** The record of a command: a live view, not to be changed. */
  get(commandId: string): Readonly<CommandRecord> | undefined {
    return this.#records.get(commandId);
  }

  /** Records, newest first: live views, not to be changed. */
  list({ deviceId, limit = Number.POSITIVE_INFINITY }: JournalQuery = {}): readonly Readonly<CommandRecord>[] {
    const newestFirst = [...this.#records.values()].toReversed();
    const wanted = deviceId === undefined ? newestFirst : newestFirst.filter((record) => record.deviceId === deviceId);
    return wanted.slice(0, limit);
  }
}
