import { describe, expect, test } from "vitest";
import { OrderCounter } from "../../../src/load/fan-out/order-counter.ts";
import { FIRST_SEQUENCE, UpdateWriter } from "../../../src/load/update-writer.ts";
import { wrapText } from "../../../src/wire/wire-frame.ts";

const writer = new UpdateWriter({ devices: 3, encode: (update) => wrapText("", update) });
const update = (index: number) => writer.write(FIRST_SEQUENCE + index, FIRST_SEQUENCE + index + 1);
const stream = writer.write(FIRST_SEQUENCE, FIRST_SEQUENCE + 9);

describe("OrderCounter", () => {
  test.each([1, 5, 20, 21, 22, 50, 117, 400, 5000])("counts every update once in chunks of %i bytes", (size) => {
    const counter = new OrderCounter();
    for (let at = 0; at < stream.length; at += size) counter.take(stream.subarray(at, at + size));
    expect(counter.count).toBe(9);
  });

  test("does not count what is missing, what comes again and what comes out of order", () => {
    const counter = new OrderCounter();
    for (const index of [0, 1, 1, 3, 2]) counter.take(update(index));
    expect(counter.count).toBe(3);
  });

  test("begins anew at a number", () => {
    const counter = new OrderCounter();
    counter.take(update(0));
    counter.reset(FIRST_SEQUENCE + 5);
    for (const index of [4, 5, 6]) counter.take(update(index));
    expect(counter.count).toBe(2);
  });
});
