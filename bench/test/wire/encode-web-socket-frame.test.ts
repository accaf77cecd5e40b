import { describe, expect, test } from "vitest";
import { encodeWebSocketFrame } from "../../src/wire/encode-web-socket-frame.ts";

describe("encodeWebSocketFrame", () => {
  test.each([1, 125, 126, 5000])("masks a text of %i characters so that a server reads it", (length) => {
    const text = "ä".padEnd(length, "z").slice(0, length);
    const { bytes, textAt, key } = encodeWebSocketFrame(text);
    const unmasked = Buffer.from(bytes.subarray(textAt)).map((byte, index) => byte ^ (key[index % 4] ?? 0));
    expect(Buffer.from(unmasked).toString()).toBe(text);
    expect((bytes[1] ?? 0) & 0x80).toBe(0x80);
  });
});
