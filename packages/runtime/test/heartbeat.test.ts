import { describe, expect, it } from "vitest";
import { Heartbeat } from "../src/heartbeat.ts";
import { ManualClock } from "../src/testing/manual-clock.ts";

function startHeartbeat() {
  const clock = new ManualClock();
  const log: string[] = [];
  const heartbeat = new Heartbeat({
    clock,
    intervalMs: 20_000,
    ping: () => log.push("ping"),
    onLost: () => log.push("lost"),
  });
  return { clock, log, heartbeat };
}

describe("Heartbeat", () => {
  it("pings once an interval", () => {
    const { clock, log, heartbeat } = startHeartbeat();
    for (let beat = 0; beat < 5; beat += 1) {
      clock.advance(20_000);
      heartbeat.alive();
    }
    expect(log).toEqual(["ping", "ping", "ping", "ping", "ping"]);
  });

  it("gives up two intervals after the first ping without a sign of life", () => {
    const { clock, log } = startHeartbeat();
    clock.advance(59_999);
    expect(log).toEqual(["ping", "ping"]);
    clock.advance(1);
    expect(log).toEqual(["ping", "ping", "lost"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("starts to count anew after a sign of life", () => {
    const { clock, log, heartbeat } = startHeartbeat();
    clock.advance(40_000);
    heartbeat.alive();
    clock.advance(40_000);
    expect(log).not.toContain("lost");
    clock.advance(20_000);
    expect(log).toContain("lost");
  });

  it("leaves no timer when it is stopped", () => {
    const { clock, log, heartbeat } = startHeartbeat();
    heartbeat.stop();
    clock.advance(100_000);
    expect(log).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});
