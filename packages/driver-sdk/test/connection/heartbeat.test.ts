import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it, vi } from "vitest";
import { Heartbeat } from "../../src/connection/heartbeat.ts";

function startHeartbeat() {
  const clock = new ManualClock();
  const ping = vi.fn<() => void>();
  const dead = vi.fn<() => void>();
  const heartbeat = new Heartbeat({ clock, intervalMs: 20_000, ping, dead });
  heartbeat.start();
  return { clock, ping, dead, heartbeat };
}

describe("Heartbeat", () => {
  it("pings every interval while it is answered", () => {
    const { clock, ping, dead, heartbeat } = startHeartbeat();
    for (let beat = 1; beat <= 5; beat += 1) {
      clock.advance(20_000);
      expect(ping).toHaveBeenCalledTimes(beat);
      heartbeat.alive();
    }
    expect(dead).not.toHaveBeenCalled();
  });

  it("gives up two intervals after the first ping that nobody answered", () => {
    const { clock, ping, dead } = startHeartbeat();
    clock.advance(20_000);
    clock.advance(39_999);
    expect(ping).toHaveBeenCalledTimes(2);
    expect(dead).not.toHaveBeenCalled();
    clock.advance(1);
    expect(dead).toHaveBeenCalledTimes(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it("starts to count anew after one answer", () => {
    const { clock, dead, heartbeat } = startHeartbeat();
    clock.advance(40_000);
    heartbeat.alive();
    clock.advance(40_000);
    expect(dead).not.toHaveBeenCalled();
    clock.advance(20_000);
    expect(dead).toHaveBeenCalledTimes(1);
  });

  it("leaves no timer when it is stopped", () => {
    const { clock, ping, heartbeat } = startHeartbeat();
    heartbeat.stop();
    clock.advance(100_000);
    expect(clock.pendingTimers).toBe(0);
    expect(ping).not.toHaveBeenCalled();
  });
});
