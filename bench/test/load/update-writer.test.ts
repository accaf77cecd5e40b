import { describe, expect, test } from "vitest";
import { FIRST_SEQUENCE, UpdateWriter } from "../../src/load/update-writer.ts";
import { encodeWebSocketFrame } from "../../src/wire/encode-web-socket-frame.ts";
import { wrapText } from "../../src/wire/wire-frame.ts";

interface Update {
  readonly device_id: string;
  readonly data: { readonly temperature: number; readonly humidity: number; readonly illuminance: number };
}

function writeAll(count: number, devices: number): readonly Update[] {
  const writer = new UpdateWriter({ devices, encode: (update) => wrapText("", update, "\n") });
  const text = writer.write(FIRST_SEQUENCE, FIRST_SEQUENCE + count).toString();
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Update);
}

describe("UpdateWriter", () => {
  test("numbers the updates and goes round the devices", () => {
    const updates = writeAll(5, 2);
    expect(updates.map(({ data }) => data.illuminance - FIRST_SEQUENCE)).toEqual([0, 1, 2, 3, 4]);
    expect(updates.map((update) => update.device_id)).toEqual([
      "device-00000",
      "device-00001",
      "device-00000",
      "device-00001",
      "device-00000",
    ]);
  });

  test("changes every field with every update of a device, in text of one length", () => {
    const updates = writeAll(40, 1);
    for (const [index, { data }] of updates.entries()) {
      const before = updates[index - 1];
      if (before === undefined) continue;
      expect(data.temperature).not.toBe(before.data.temperature);
      expect(data.humidity).not.toBe(before.data.humidity);
    }
    expect(new Set(updates.map((update) => JSON.stringify(update).length)).size).toBe(1);
  });

  test("changes the digits under the mask as well", () => {
    const writer = new UpdateWriter({ devices: 10, encode: encodeWebSocketFrame });
    const bytes = writer.write(FIRST_SEQUENCE + 123, FIRST_SEQUENCE + 124);
    const { textAt, key } = encodeWebSocketFrame("x".repeat(bytes.length - 6));
    const text = Buffer.from(bytes.subarray(textAt).map((byte, index) => byte ^ (key[index % 4] ?? 0))).toString();
    expect(JSON.parse(text)).toMatchObject({ device_id: "device-00003", data: { illuminance: FIRST_SEQUENCE + 123 } });
  });
});
