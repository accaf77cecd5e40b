import { describe, expect, test } from "vitest";
import { createFrameHead } from "../../src/wire/create-frame-head.ts";
import { WebSocketReader } from "../../src/wire/web-socket-reader.ts";

function frame(text: string): Buffer {
  return Buffer.concat([createFrameHead(Buffer.byteLength(text)), Buffer.from(text)]);
}

const long = "x".repeat(70);
const longer = "y".repeat(40_000);

describe("WebSocketReader", () => {
  test.each([1, 2, 3, 7, 64, 100_000])(
    "counts large frames and gives small ones whole in chunks of %i bytes",
    (size) => {
      const small: string[] = [];
      const reader = new WebSocketReader((_opcode, payload) => small.push(payload.toString()));
      const stream = Buffer.concat([frame(long), frame("2"), frame(longer), frame("3probe"), frame(long)]);
      let counted = 0;
      for (let at = 0; at < stream.length; at += size) counted += reader.take(stream.subarray(at, at + size));
      expect(small).toEqual(["2", "3probe"]);
      expect(reader.frames).toBe(3);
      expect(reader.payloadBytes).toBe(2 * long.length + longer.length);
      expect(counted).toBe(reader.payloadBytes);
    },
  );

  test("gives an empty control frame with its opcode", () => {
    const opcodes: number[] = [];
    const reader = new WebSocketReader((opcode) => opcodes.push(opcode));
    reader.take(Buffer.from([0x89, 0]));
    expect(opcodes).toEqual([9]);
  });
});
