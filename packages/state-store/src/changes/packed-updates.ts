import type { JsonValue } from "@hos/protocol";
import type { LiveStateUpdate } from "@hos/protocol/live";

/** Most updates name one to three fields. */
const MOST_FIELDS = 4;
/** Of the id, the names and the texts. What a slot held stays there until the next report comes into it. */
const MOST_CHARACTERS = 256;

/**
 * Small reports of plain values, written field by field into columns that last as long as this does. Kept as objects they
 * would be what the garbage collector moves most: each lives just long enough to be moved before it dies.
 */
export class PackedUpdates {
  readonly #size: number;
  #columns: Columns | undefined;

  /** @param size how many reports there are room for, in slots from 0; 113 bytes each, taken with the first report. */
  constructor(size: number) {
    this.#size = size;
  }

  /**
   * Keeps a report in a slot, in place of the one before.
   *
   * @returns how many characters its id, names and texts have; `undefined` where it is too large or has a value that is
   * not plain, and is not kept.
   */
  put(slot: number, { device_id: deviceId, data, extras, at }: LiveStateUpdate): number | undefined {
    if (extras !== undefined) return undefined;
    this.#columns ??= createColumns(this.#size);
    const { deviceIds, instants, counts, fields, values, numbers } = this.#columns;
    const first = slot * MOST_FIELDS;
    let characters = deviceId.length;
    let count = 0;
    for (const field in data) {
      const value = data[field];
      if (count === MOST_FIELDS || (typeof value === "object" && value !== null)) return undefined;
      const cell = first + count;
      count += 1;
      fields[cell] = field;
      characters += field.length;
      if (typeof value === "number") {
        values[cell] = undefined;
        numbers[cell] = value;
      } else {
        values[cell] = value;
        if (typeof value === "string") characters += value.length;
      }
      if (characters > MOST_CHARACTERS) return undefined;
    }
    counts[slot] = count;
    deviceIds[slot] = deviceId;
    instants[slot] = at;
    return characters;
  }

  /** The report in a slot, which has one, with the revision that it had. */
  get(slot: number, revision: number): LiveStateUpdate {
    this.#columns ??= createColumns(this.#size);
    const { deviceIds, instants, counts, fields, values, numbers } = this.#columns;
    const data: Record<string, JsonValue> = {};
    const first = slot * MOST_FIELDS;
    for (let cell = first; cell < first + (counts[slot] ?? 0); cell += 1) {
      const value = values[cell];
      data[fields[cell] ?? ""] = value === undefined ? (numbers[cell] ?? 0) : value;
    }
    return { event: "STATE_UPDATE", device_id: deviceIds[slot] ?? "", data, revision, at: instants[slot] ?? "" };
  }
}

interface Columns {
  readonly deviceIds: string[];
  readonly instants: string[];
  /** How many fields the report has. */
  readonly counts: Uint8Array;
  readonly fields: string[];
  /** `undefined` where the value is a number, which is in `numbers`. */
  readonly values: (JsonValue | undefined)[];
  readonly numbers: Float64Array;
}

function createColumns(size: number): Columns {
  const cells = size * MOST_FIELDS;
  return {
    deviceIds: fill(size, ""),
    instants: fill(size, ""),
    counts: new Uint8Array(size),
    fields: fill(cells, ""),
    values: fill<JsonValue | undefined>(cells, undefined),
    numbers: new Float64Array(cells),
  };
}

function fill<Value>(length: number, value: Value): Value[] {
  return Array.from({ length }, () => value);
}
