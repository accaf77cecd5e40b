import { describe, expect, test } from "vitest";
import { DeliveryMeter } from "../../../src/load/fan-out/delivery-meter.ts";
import { FIRST_SEQUENCE, UpdateWriter } from "../../../src/load/update-writer.ts";
import { wrapText } from "../../../src/wire/wire-frame.ts";

const from = FIRST_SEQUENCE;
const to = FIRST_SEQUENCE + 9;
const stream = new UpdateWriter({ devices: 3, encode: (update) => wrapText("", update) }).write(from, to);

describe("DeliveryMeter", () => {
  test.each([1, 5, 20, 50, 117, 400, 5000])("sees the newest update in chunks of %i bytes", (size) => {
    const meter = new DeliveryMeter();
    for (let at = 0; at < stream.length; at += size) {
      const chunk = stream.subarray(at, at + size);
      meter.take(chunk, chunk.length);
    }
    expect(meter.newest).toBe(to - 1);
    expect(meter.bytes).toBe(stream.length);
  });

  test("tells the first and the newest update of a chunk", () => {
    const meter = new DeliveryMeter();
    const seen: (readonly number[])[] = [];
    meter.onSequences = (first, last) => seen.push([first, last]);
    meter.take(stream, stream.length);
    expect(seen).toEqual([[from, to - 1]]);
  });
});
