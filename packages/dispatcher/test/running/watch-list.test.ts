import { describe, expect, it } from "vitest";
import { WatchList } from "../../src/running/watch-list.ts";

const item = (deviceId: string, { interrupts = false, answered = false } = {}) => ({
  facts: { deviceId, interrupts },
  answered,
});

describe("WatchList", () => {
  it("counts those whose callers wait, by device and kind", () => {
    const list = new WatchList();
    const items = [item("a"), item("a"), item("a", { interrupts: true }), item("b"), item("a", { answered: true })];
    for (const each of items) list.begin(each);
    expect(list.countAwaited("a", false)).toBe(2);
    expect(list.countAwaited("a", true)).toBe(1);
    expect(list.countAwaited("c", false)).toBe(0);
  });

  it("gives the oldest without a waiting caller, once there are enough", () => {
    const list = new WatchList();
    const [first, second, other] = [item("a"), item("a", { answered: true }), item("b", { answered: true })];
    for (const each of [first, second, other]) list.begin(each);
    expect(list.oldestAnswered("a", 2)).toBeUndefined();
    list.answered(first);
    expect(list.countAwaited("a", false)).toBe(0);
    expect(list.oldestAnswered("a", 2)).toBe(second);
    list.end(second);
    expect(list.oldestAnswered("a", 1)).toBe(first);
    list.end(first);
    list.end(first);
    expect(list.oldestAnswered("a", 0)).toBeUndefined();
  });

  it("is not changed by the answer to a command that it does not watch", () => {
    const list = new WatchList();
    list.answered(item("a"));
    expect(list.oldestAnswered("a", 1)).toBeUndefined();
  });
});
