import { type LogFields, silentLogger } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { RefusalLedger } from "../../src/index.ts";

function createLedger(capacity = 10) {
  const clock = new ManualClock();
  const lines: LogFields[] = [];
  const logger = { ...silentLogger, warn: (_message: string, fields: LogFields = {}) => void lines.push(fields) };
  return { clock, lines, ledger: new RefusalLedger({ clock, logger, capacity }) };
}

describe("RefusalLedger", () => {
  it("remembers a bounded number of addresses; the one not heard of for longest makes room", () => {
    const { ledger } = createLedger(2);
    for (const address of ["10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.3", null]) ledger.record(address, "no_room");
    expect(ledger.list().map(({ source, count }) => [source, count])).toEqual([
      ["10.0.0.3", 1],
      ["unknown", 1],
    ]);
    expect(ledger.totals().get("no_room")).toBe(5);
  });

  it("logs an address once a minute, and one line a second of all", () => {
    const { ledger, lines, clock } = createLedger();
    for (let index = 0; index < 100; index += 1) ledger.record("10.0.0.1", "no_room");
    ledger.record("10.0.0.2", "no_room");
    expect(lines).toEqual([{ source: "10.0.0.1", reason: "no_room", count: 1 }]);
    clock.advance(1_000);
    ledger.record("10.0.0.2", "register_timeout");
    expect(lines.at(-1)).toEqual({ source: "10.0.0.2", reason: "register_timeout", count: 2 });
    clock.advance(59_000);
    ledger.record("10.0.0.1", "no_room");
    expect(lines.at(-1)).toEqual({ source: "10.0.0.1", reason: "no_room", count: 101 });
    expect(lines).toHaveLength(3);
  });
});
