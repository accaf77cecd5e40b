import { estimateJsonSize } from "@hos/protocol";
import type { CommandRecord } from "@hos/protocol/rest";
import type { CommandStep } from "../command/command-step.ts";
import { BoundedMap } from "./bounded-map.ts";
import { type StepTime, recordStep } from "./record-step.ts";

/** Which records of a {@link CommandJournal} are wanted. */
export interface JournalQuery {
  readonly deviceId?: string;
  /** @default all that are kept */
  readonly limit?: number;
}

/** What a {@link CommandJournal} is made with. */
export interface JournalOptions {
  /** How many records it keeps. */
  readonly size: number;
  /** All records together, in characters of JSON. */
  readonly characters?: number;
  /** Told of each record that changed. */
  readonly changed?: (record: CommandRecord) => void;
}

/**
 * The last commands, refused ones too, in memory: bounded in number, and in the size of their payloads and results. The
 * oldest record goes when a new one finds it full.
 */
export class CommandJournal {
  readonly #records: BoundedMap<CommandRecord>;
  readonly #changed: (record: CommandRecord) => void;

  constructor({ size, characters, changed = () => {} }: JournalOptions) {
    this.#records = new BoundedMap({ entries: size, ...(characters !== undefined && { characters }) });
    this.#changed = changed;
  }

  /** How many records it holds. */
  get length(): number {
    return this.#records.size;
  }

  /** For the dispatcher: adds a record, which goes on changing while its command runs. */
  add(record: CommandRecord): void {
    this.#records.add(record.id, record, sizeOf(record));
  }

  /** For the dispatcher: writes a step into a record. */
  step(record: CommandRecord, step: CommandStep, time: StepTime): void {
    recordStep(record, step, time);
    // A result may be large.
    if ("result" in step) this.#records.resize(record.id, sizeOf(record));
    this.#changed(record);
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
