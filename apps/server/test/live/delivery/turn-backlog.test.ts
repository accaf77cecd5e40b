import { describe, expect, it } from "vitest";
import { LiveMember } from "../../../src/live/delivery/live-member.ts";
import { Parcel } from "../../../src/live/delivery/parcel.ts";
import { TurnBacklog } from "../../../src/live/delivery/turn-backlog.ts";
import { RecordingLink } from "../../support/recording-link.ts";

const createMember = () => new LiveMember(new RecordingLink(() => undefined), {});

function createTurn(bytes: number, ...waiting: readonly LiveMember[]) {
  const parcel = new Parcel([], () => Buffer.alloc(bytes));
  return { parcel, revisionBefore: 0, firstKept: 0, waiting: new Set(waiting) };
}

describe("TurnBacklog", () => {
  it("holds a turn until nobody waits at it or at one before it", () => {
    const backlog = new TurnBacklog();
    const [first, second] = [createMember(), createMember()];
    backlog.add(createTurn(10, first));
    backlog.add(createTurn(20, second));
    backlog.get(1)?.waiting.delete(second);
    backlog.release();
    expect(backlog.bytes).toBe(30);
    backlog.get(0)?.waiting.delete(first);
    backlog.release();
    expect(backlog.bytes).toBe(0);
    expect(backlog.isEmpty).toBe(true);
    expect(backlog.next).toBe(2);
  });

  it("forgets the oldest turns beyond a bound, and gives them back", () => {
    const backlog = new TurnBacklog();
    const turns = [10, 20, 30].map((bytes) => createTurn(bytes, createMember()));
    for (const turn of turns) backlog.add(turn);
    expect(backlog.trim(60)).toEqual([]);
    expect(backlog.trim(40)).toEqual([turns[0], turns[1]]);
    expect(backlog.bytes).toBe(30);
    expect(backlog.trim(0)).toEqual([turns[2]]);
    expect(backlog.trim(0)).toEqual([]);
  });
});
