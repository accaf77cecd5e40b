import { describe, expect, it } from "vitest";
import { DeviceQueue, type Queueable } from "../../src/running/device-queue.ts";

const ordinary = (): Queueable => ({ held: false, interrupts: false });
const interrupting = (): Queueable => ({ held: false, interrupts: true });

describe("DeviceQueue", () => {
  it("gives ordinary items one at a time in their order", () => {
    const queue = new DeviceQueue(4);
    const [first, second] = [ordinary(), ordinary()];
    queue.add(first);
    queue.add(second);
    expect(queue.take()).toBe(first);
    expect(queue.take()).toBeUndefined();
    queue.release(first);
    expect(queue.take()).toBe(second);
  });

  it("gives those that interrupt at once and keeps the place of the one under way", () => {
    const queue = new DeviceQueue(4);
    const [first, second, stop] = [ordinary(), ordinary(), interrupting()];
    queue.add(first);
    queue.take();
    queue.add(second);
    queue.add(stop);
    expect(queue.take()).toBe(stop);
    queue.release(stop);
    expect(queue.take()).toBeUndefined();
  });

  it("refuses more than its limit of each kind", () => {
    const queue = new DeviceQueue(1);
    expect(queue.add(ordinary())).toBe(true);
    expect(queue.add(ordinary())).toBe(false);
    expect(queue.add(interrupting())).toBe(true);
    queue.take();
    expect(queue.add(interrupting())).toBe(false);
  });

  it("takes out an item that waits", () => {
    const queue = new DeviceQueue(4);
    const [first, second, third] = [ordinary(), ordinary(), ordinary()];
    for (const item of [first, second, third]) queue.add(item);
    queue.take();
    queue.release(second);
    queue.release(second);
    queue.release(first);
    expect(queue.take()).toBe(third);
  });

  it("is idle when it holds nothing", () => {
    const queue = new DeviceQueue(4);
    const items = [ordinary(), interrupting()];
    expect(queue.idle).toBe(true);
    for (const item of items) queue.add(item);
    queue.take();
    queue.take();
    expect(queue.idle).toBe(false);
    for (const item of items) queue.release(item);
    expect(queue.idle).toBe(true);
  });

  it("lets nothing pass one that is held, except what interrupts", () => {
    const queue = new DeviceQueue<{ held: boolean; interrupts: boolean }>(4);
    const [first, second] = [{ ...ordinary(), held: true }, ordinary()];
    const [heldStop, stop] = [{ ...interrupting(), held: true }, interrupting()];
    for (const item of [first, second, heldStop, stop]) queue.add(item);
    expect(queue.take()).toBe(stop);
    expect(queue.take()).toBeUndefined();
    first.held = false;
    heldStop.held = false;
    expect([queue.take(), queue.take(), queue.take()]).toEqual([heldStop, first, undefined]);
  });
});
