import { createId } from "@hos/runtime";
import { afterEach, describe, expect, test, vi } from "vitest";

afterEach(() => {
  vi.useRealTimers();
});

describe("createId", () => {
  test("has the form of a ULID", () => {
    expect(createId()).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  });

  test("writes the time as the ULID specification does", () => {
    vi.useFakeTimers({ now: 1_469_918_176_385 });
    expect(createId().slice(0, 10)).toBe("01ARYZ6S41");
  });

  test("sorts by the time of its making", () => {
    vi.useFakeTimers({ now: 1_000_000_000_000 });
    const earlier = createId();
    vi.setSystemTime(1_000_000_000_001);
    expect(createId() > earlier).toBe(true);
  });

  test("is never the same twice", () => {
    const ids = Array.from({ length: 10_000 }, createId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
