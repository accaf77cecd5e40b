import { describe, expect, it } from "vitest";
import { ActionDispatcher, DispatchError } from "../../src/index.ts";
import { Bench } from "../support/bench.ts";
import { failureOf } from "../support/failure-of.ts";

describe("refusals of ActionDispatcher", () => {
  it("answers NO_DEVICE for an unknown device", async () => {
    const bench = new Bench();
    expect(await failureOf(bench.dispatch({ deviceId: "nowhere" }))).toMatchObject({
      code: "NO_DEVICE",
      error: "There is no device nowhere.",
      commandId: "c1",
    });
  });

  it("answers INVALID_COMMAND and INVALID_PAYLOAD with the words of the catalogue and sends nothing", async () => {
    const bench = new Bench();
    const unknown = await failureOf(bench.dispatch({ command: "explode" }));
    expect(unknown.code).toBe("INVALID_COMMAND");
    expect(unknown.details.length).toBeGreaterThan(0);
    const unfit = await failureOf(bench.dispatch({ command: "set", payload: { level: "high" } }));
    expect(unfit.code).toBe("INVALID_PAYLOAD");
    expect(unfit.details.join(" ")).toContain("level");
    expect(bench.sent).toEqual([]);
  });

  it("gives each an id and a journal entry, and tells listeners nothing", async () => {
    const bench = new Bench();
    const origin = { via: "rest" as const, address: "10.0.0.7", by: { userId: "u1", tokenId: "t1", name: "Ada" } };
    await bench.dispatch({ command: "explode", payload: { now: true }, origin, idempotencyKey: "k" });
    expect(bench.dispatcher.journal.get("c1")).toEqual({
      id: "c1",
      deviceId: "a",
      command: "explode",
      payload: { now: "***" },
      origin,
      idempotencyKey: "k",
      timeoutMs: 5000,
      status: "failed",
      stages: [
        { stage: "requested", at: "2026-01-01T00:00:00.000Z" },
        { stage: "failed", at: "2026-01-01T00:00:00.000Z", note: "INVALID_COMMAND" },
      ],
      latencyMs: 0,
      failure: expect.objectContaining({ code: "INVALID_COMMAND" }),
    });
    expect(bench.progress).toEqual([]);
  });

  it("answers INTERNAL when the device cannot be looked up", async () => {
    const bench = new Bench(
      {},
      {
        findDevice: () => {
          throw new Error("The store is broken.");
        },
      },
    );
    expect(await failureOf(bench.dispatch())).toMatchObject({ code: "INTERNAL", details: ["It was never sent."] });
  });

  it.each(["journalSize", "idempotencySize", "idempotencyTtlMs", "queueLimit"])("throws for a %s of 0", (option) => {
    const ports = { findDevice: () => undefined, sendAction: () => false };
    expect(() => new ActionDispatcher(ports, { [option]: 0 })).toThrow(
      new DispatchError("INVALID_OPTION", `${option} must be a whole number of 1 or more, not 0.`),
    );
  });
});
