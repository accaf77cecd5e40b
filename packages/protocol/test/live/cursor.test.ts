import { formatCursor, readCursor } from "@hos/protocol/live";
import { describe, expect, test } from "vitest";

describe("cursor", () => {
  test("is read back as it was written", () => {
    const cursor = { epoch: "01JEPOCH-a_b", revision: 1234 };
    expect(formatCursor(cursor)).toBe("01JEPOCH-a_b:1234");
    expect(readCursor(formatCursor(cursor))).toEqual(cursor);
  });

  test.each([
    "",
    ":",
    "a:",
    ":1",
    "a:-1",
    "a:1.5",
    "a:1e3",
    "a:b:1",
    " a:1",
    "a:1\n",
    `a:${"9".repeat(16)}`,
    `${"e".repeat(65)}:1`,
  ])("of another form is none: %j", (text) => {
    expect(readCursor(text)).toBeUndefined();
  });
});
