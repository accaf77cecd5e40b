import { LIMITS, parseDriverFrame, ProtocolError } from "@hos/protocol";
import { describe, expect, test } from "vitest";
import { caught } from "../caught.ts";
import { cutLists } from "../../src/json/cut-lists.ts";

describe("cutLists", () => {
  test("gives the same value where nothing is long", () => {
    const value = { a: [1, { b: [] }], c: null, d: "text" };
    expect(cutLists(value)).toBe(value);
  });

  test("cuts long lists at any depth, and keeps the rest", () => {
    const kept = { x: 1 };
    const value = { a: { b: Array.from({ length: 5000 }, (_, index) => index) }, kept };
    const cut = cutLists(value) as { a: { b: unknown[] }; kept: object };
    expect(cut.a.b).toHaveLength(1001);
    expect(cut.kept).toBe(kept);
    expect(value.a.b).toHaveLength(5000);
  });

  test("leaves lists longer than any that is allowed", () => {
    for (const most of [LIMITS.tags, LIMITS.metrics, LIMITS.commandCatalog, LIMITS.programItems]) {
      expect(most).toBeLessThan(1001);
    }
  });

  test("keeps what is said of a long list short and true", () => {
    const metrics = Array.from({ length: 100_000 }, () => ({}));
    const frame = JSON.stringify({ event: "METRIC_UPDATE", device_id: "a", data: { metrics } });
    const fault = caught(() => parseDriverFrame(frame));
    expect(fault).toBeInstanceOf(ProtocolError);
    const messages = (fault as ProtocolError).details.map(({ message }) => message);
    expect(messages).toContain("data.metrics.0.key is required.");
    expect(messages.length).toBeLessThan(100);
  });
});
