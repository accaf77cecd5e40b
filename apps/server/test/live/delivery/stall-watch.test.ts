import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { LiveMember } from "../../../src/live/delivery/live-member.ts";
import { StallWatch } from "../../../src/live/delivery/stall-watch.ts";

const STALL_MS = 60_000;

function createWatch() {
  const clock = new ManualClock();
  const behind = new Set<LiveMember>();
  const dead: LiveMember[] = [];
  const watch = new StallWatch({
    clock,
    stallMs: STALL_MS,
    behind: () => behind,
    onDead: (member) => {
      dead.push(member);
      behind.delete(member);
    },
  });
  const fallBehind = () => {
    const link = { idle: false, pendingBytes: 1000, send() {}, whenIdle() {}, cut() {} };
    const member = new LiveMember(link, {});
    behind.add(member);
    watch.begin(member);
    return { member, link };
  };
  return { clock, behind, dead, watch, fallBehind };
}

describe("StallWatch", () => {
  it("finds a client that read nothing for the whole time, and not before", () => {
    const { clock, dead, fallBehind } = createWatch();
    const { member } = fallBehind();
    clock.advance(STALL_MS - 1);
    expect(dead).toEqual([]);
    clock.advance(STALL_MS / 4);
    expect(dead).toEqual([member]);
  });

  it("leaves alone a client that reads a byte now and then", () => {
    const { clock, dead, fallBehind } = createWatch();
    const { link } = fallBehind();
    for (let passed = 0; passed < 10 * STALL_MS; passed += STALL_MS / 2) {
      link.pendingBytes -= 1;
      clock.advance(STALL_MS / 2);
    }
    expect(dead).toEqual([]);
  });

  it("counts from the moment at which each client fell behind", () => {
    const { clock, dead, fallBehind } = createWatch();
    const first = fallBehind();
    clock.advance(STALL_MS / 2);
    const second = fallBehind();
    clock.advance(STALL_MS / 2);
    expect(dead).toEqual([first.member]);
    clock.advance(STALL_MS / 2);
    expect(dead).toEqual([first.member, second.member]);
  });

  it("looks only while somebody is behind, and not after close", () => {
    const { behind, clock, fallBehind, watch } = createWatch();
    expect(clock.pendingTimers).toBe(0);
    const { member } = fallBehind();
    expect(clock.pendingTimers).toBe(1);
    behind.delete(member);
    clock.advance(STALL_MS / 4);
    expect(clock.pendingTimers).toBe(0);
    fallBehind();
    watch.close();
    expect(clock.pendingTimers).toBe(0);
  });
});
