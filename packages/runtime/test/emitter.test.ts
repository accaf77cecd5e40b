import { Emitter, type Unsubscribe } from "@hos/runtime";
import { describe, expect, test, vi } from "vitest";

interface Events {
  readonly ring: number;
  readonly stop: string;
}

function createEmitter() {
  const faults: unknown[][] = [];
  return { faults, emitter: new Emitter<Events>((fault, event) => faults.push([fault, event])) };
}

describe("Emitter", () => {
  test("calls the listeners of an event in the order of their subscription", () => {
    const { emitter } = createEmitter();
    const calls: string[] = [];
    emitter.on("ring", (count) => calls.push(`first ${count}`));
    emitter.on("ring", (count) => calls.push(`second ${count}`));
    emitter.on("stop", () => calls.push("other"));
    emitter.emit("ring", 3);
    expect(calls).toEqual(["first 3", "second 3"]);
  });

  test("goes on after a listener that throws and reports it", () => {
    const { emitter, faults } = createEmitter();
    const fault = new Error("broken");
    const second = vi.fn<(payload: number | string) => void>();
    emitter.on("ring", () => {
      throw fault;
    });
    emitter.on("ring", second);
    emitter.emit("ring", 1);
    expect(second).toHaveBeenCalledExactlyOnceWith(1);
    expect(faults).toEqual([[fault, "ring"]]);
  });

  test("survives a fault handler that throws", () => {
    const emitter = new Emitter<Events>(() => {
      throw new Error("handler broken");
    });
    emitter.on("ring", () => {
      throw new Error("broken");
    });
    expect(() => emitter.emit("ring", 1)).not.toThrow();
  });

  test("calls a listener twice that subscribed twice, and takes each away by itself", () => {
    const { emitter } = createEmitter();
    const listener = vi.fn<(payload: number | string) => void>();
    const leave = emitter.on("ring", listener);
    emitter.on("ring", listener);
    emitter.emit("ring", 1);
    expect(listener).toHaveBeenCalledTimes(2);
    leave();
    leave();
    emitter.emit("ring", 1);
    expect(listener).toHaveBeenCalledTimes(3);
  });

  test("calls a once listener for one event only, also when it emits again", () => {
    const { emitter } = createEmitter();
    const calls: number[] = [];
    emitter.once("ring", (count) => {
      calls.push(count);
      emitter.emit("ring", count + 1);
    });
    emitter.emit("ring", 1);
    expect(calls).toEqual([1]);
    expect(emitter.listenerCount("ring")).toBe(0);
  });

  test("does not call a once listener that left before", () => {
    const { emitter } = createEmitter();
    const listener = vi.fn<(payload: number | string) => void>();
    emitter.once("ring", listener)();
    emitter.emit("ring", 1);
    expect(listener).not.toHaveBeenCalled();
  });

  test("lets those who come and go during an emit take effect with the next", () => {
    const { emitter } = createEmitter();
    const late = vi.fn<(payload: number | string) => void>();
    const leaving = vi.fn<(payload: number | string) => void>();
    const leaves: Unsubscribe[] = [];
    emitter.on("ring", () => {
      for (const leave of leaves) leave();
      emitter.on("ring", late);
    });
    leaves.push(emitter.on("ring", leaving));
    emitter.emit("ring", 1);
    expect([leaving.mock.calls.length, late.mock.calls.length]).toEqual([1, 0]);
    emitter.emit("ring", 2);
    expect([leaving.mock.calls.length, late.mock.calls.length]).toEqual([1, 1]);
  });

  test("counts and clears its listeners", () => {
    const { emitter } = createEmitter();
    const listener = vi.fn<(payload: number | string) => void>();
    emitter.on("ring", listener);
    emitter.on("stop", listener);
    expect(emitter.listenerCount("ring")).toBe(1);
    emitter.clear();
    emitter.emit("ring", 1);
    expect(listener).not.toHaveBeenCalled();
    expect(emitter.listenerCount("stop")).toBe(0);
  });
});
