import { describe, expect, it } from "vitest";
import { ManualClock } from "@hos/runtime/testing";
import type { DispatchOutcome } from "../../src/index.ts";
import { type IdempotentBody, IdempotencyMemory } from "../../src/history/idempotency-memory.ts";

const body: IdempotentBody = { deviceId: "a", command: "set", payload: { x: 1, y: [1, 2] }, wait: "result" };
const answer: DispatchOutcome = { ok: true, answer: { commandId: "c1", status: "dispatched" } };
const outcome = Promise.resolve(answer);

function create(size = 2) {
  const clock = new ManualClock();
  return { clock, memory: new IdempotencyMemory({ clock, size, ttlMs: 1000 }) };
}

describe("IdempotencyMemory", () => {
  it("gives the outcome of an equal body, running or done", () => {
    const { memory } = create();
    expect(memory.find("k", body)).toBeUndefined();
    memory.begin("k", body, outcome);
    expect(memory.find("k", { ...body, payload: { y: [1, 2], x: 1 } })).toBe(outcome);
    memory.complete("k", answer);
    expect(memory.find("k", body)).toBe(outcome);
  });

  it("tells another body from it", () => {
    const { memory } = create();
    memory.begin("k", body, outcome);
    expect(memory.find("k", { ...body, payload: { x: 1, y: [2, 1] } })).toBe("mismatch");
  });

  it("never forgets a running command", () => {
    const { clock, memory } = create(1);
    for (const key of ["k1", "k2", "k3"]) memory.begin(key, body, outcome);
    clock.advance(5000);
    expect(memory.size).toBe(3);
    expect(memory.find("k1", body)).toBe(outcome);
  });

  it("forgets the answer that was first when it is full", () => {
    const { memory } = create(2);
    for (const key of ["k1", "k2", "k3"]) memory.begin(key, body, outcome);
    for (const key of ["k3", "k1", "k2"]) memory.complete(key, answer);
    expect(memory.find("k3", body)).toBeUndefined();
    expect(memory.find("k1", body)).toBe(outcome);
  });

  it("forgets the answers that were first when large requests or results fill it", () => {
    const memory = new IdempotencyMemory({ clock: new ManualClock(), size: 9, ttlMs: 1000, characters: 100_000 });
    const picture = "x".repeat(40_000);
    const large = { ...body, payload: { picture } };
    const result: DispatchOutcome = {
      ok: true,
      answer: { commandId: "c2", status: "succeeded", latencyMs: 1, result: { picture } },
    };
    memory.begin("k1", large, outcome);
    memory.complete("k1", answer);
    memory.begin("k2", body, outcome);
    memory.complete("k2", result);
    expect(memory.size).toBe(2);
    memory.begin("k3", large, outcome);
    memory.complete("k3", answer);
    expect(memory.find("k1", large)).toBeUndefined();
    expect(memory.find("k2", body)).toBe(outcome);
    expect(memory.find("k3", large)).toBe(outcome);
  });

  it("forgets an answer when its time is over", () => {
    const { clock, memory } = create();
    memory.begin("k", body, outcome);
    clock.advance(5000);
    memory.complete("k", answer);
    clock.advance(999);
    expect(memory.find("k", body)).toBe(outcome);
    clock.advance(1);
    expect(memory.find("k", body)).toBeUndefined();
    expect(memory.size).toBe(0);
  });

  it("frees a key that is released and ignores one that it does not hold", () => {
    const { memory } = create();
    memory.begin("k", body, outcome);
    memory.release("k");
    memory.complete("k", answer);
    expect(memory.find("k", body)).toBeUndefined();
    expect(memory.size).toBe(0);
  });
});
