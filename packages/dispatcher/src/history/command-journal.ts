import { estimateJsonSize } from "@hos/protocol";
import type { CommandRecord } from "@hos/protocol/rest";
import { BoundedMap } from "./bounded-map.ts";

/** Which records of a {@link CommandJournal} are wanted. */
export interface JournalQuery {
  readonly deviceId?: string;
  /** @default all that are kept */
  readonly limit?: number;
}

/**
 * The last commands, refused ones too, in memory: bounded in number, and in the size of their payloads and results. The
 * oldest record goes when a new one finds it full.
 */
export class CommandJournal {
  readonly #records: BoundedMap<CommandRecord>;

  /** @param characters all records together, in characters of JSON. */
  constructor(size: number, characters?: number) {
    this.#records = new BoundedMap({ entries: size, ...(characters !== undefined && { characters }) });
  }

  /** How many records it holds. */
  get length(): number {
    return this.#records.size;
  }

  /** For the dispatcher: adds a record, which goes on changing while its command runs. */
  add(record: CommandRecord): void {
    this.#records.add(record.id, record, sizeOf(record));
  }

  /** For the dispatcher: a record got a result, which may be large. */
  grown(record: CommandRecord): void {
    this.#records.resize(record.id, sizeOf(record));
  }

  /** The record of a command: a live view, not to be changed. */
  get(commandId: string): Readonly<CommandRecord> | undefined {
    return this.#records.get(commandId);
  }

  /** Records, newest first: live views, not to be changed. */
  list({ deviceId, limit = Number.POSITIVE_INFINITY }: JournalQuery = {}): readonly Readonly<CommandRecord>[] {
    const newestFirst = Array.from(this.#records.entries(), ([, record]) => record).toReversed();
    const wanted = deviceId === undefined ? newestFirst : newestFirst.filter((record) => record.deviceId === deviceId);
    return wanted.slice(0, limit);
  }
}

const OTHER_MEMBERS = 1024;

function sizeOf({ payload, result }: CommandRecord): number {
  return OTHER_MEMBERS + estimateJsonSize(payload) + estimateJsonSize(result);
}
