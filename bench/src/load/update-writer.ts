import type { WireFrame } from "../wire/wire-frame.ts";

/** The member that numbers an update; what follows it are {@link SEQUENCE_DIGITS} digits. */
export const SEQUENCE_MARK = '"illuminance":';
/** Every sequence number has as many digits, so that every update has the same size. */
export const SEQUENCE_DIGITS = 8;
/** The first sequence number. */
export const FIRST_SEQUENCE = 10_000_000;

const DEVICE_DIGITS = 5;
const ZERO = "0".charCodeAt(0);

/** The ids of so many devices, from the one with the number `first`. */
export function deviceIds(count: number, first = 0): readonly string[] {
  return Array.from(
    { length: count },
    (_none, index) => `device-${String(first + index).padStart(DEVICE_DIGITS, "0")}`,
  );
}

/** Which devices an {@link UpdateWriter} writes for, and how. */
export interface UpdateWriterOptions {
  readonly devices: number;
  /** The number of the first device. @default 0 */
  readonly firstDevice?: number;
  readonly encode: (update: string) => WireFrame;
}

/**
 * Writes updates of three fields, each of which changes with every update of its device. It changes digits of one frame
 * in place: writing costs the load process next to nothing.
 */
export class UpdateWriter {
  /** The size of every update on the wire. */
  readonly frameBytes: number;
  readonly #frame: WireFrame;
  readonly #devices: number;
  readonly #firstDevice: number;
  readonly #deviceAt: number;
  readonly #temperatureAt: number;
  readonly #humidityAt: number;
  readonly #sequenceAt: number;

  constructor({ devices, firstDevice = 0, encode }: UpdateWriterOptions) {
    const data = `{"temperature":20.1,"humidity":41,${SEQUENCE_MARK}${FIRST_SEQUENCE}}`;
    const update = `{"event":"STATE_UPDATE","device_id":"device-00000","data":${data}}`;
    this.#frame = encode(update);
    this.#devices = devices;
    this.#firstDevice = firstDevice;
    this.frameBytes = this.#frame.bytes.length;
    this.#deviceAt = update.indexOf("device-0") + "device-".length;
    this.#temperatureAt = update.indexOf("20.1") + "20.".length;
    this.#humidityAt = update.indexOf("41") + 1;
    this.#sequenceAt = update.indexOf(SEQUENCE_MARK) + SEQUENCE_MARK.length;
  }

  /** The updates with the numbers `from` to, without, `to`, as they go over the wire. */
  write(from: number, to: number): Buffer {
    const { bytes } = this.#frame;
    const target = Buffer.allocUnsafe((to - from) * this.frameBytes);
    for (let sequence = from; sequence < to; sequence += 1) {
      const index = sequence - FIRST_SEQUENCE;
      const round = Math.floor(index / this.#devices) % 9;
      this.#putDigits(this.#deviceAt, DEVICE_DIGITS, this.#firstDevice + (index % this.#devices));
      // No two rounds in a row give the same digit. A zero at the end would not come out as it went in.
      this.#putDigits(this.#temperatureAt, 1, round + 1);
      this.#putDigits(this.#humidityAt, 1, round + 1);
      this.#putDigits(this.#sequenceAt, SEQUENCE_DIGITS, sequence);
      target.set(bytes, (sequence - from) * this.frameBytes);
    }
    return target;
  }

  #putDigits(textAt: number, count: number, value: number): void {
    const { bytes, textAt: begin, key } = this.#frame;
    let rest = value;
    for (let at = textAt + count - 1; at >= textAt; at -= 1) {
      bytes[begin + at] = (ZERO + (rest % 10)) ^ (key[at & 3] ?? 0);
      rest = Math.floor(rest / 10);
    }
  }
}
