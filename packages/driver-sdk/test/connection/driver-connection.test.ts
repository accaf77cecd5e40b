import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it, vi } from "vitest";
import type { Disconnection } from "../../src/connection/disconnection.ts";
import { DriverConnection } from "../../src/connection/driver-connection.ts";
import { DEFAULT_RECONNECT, ReconnectSchedule } from "../../src/connection/reconnect-schedule.ts";
import { scriptSockets } from "./scripted-sockets.ts";

function createConnection({ reconnects = true } = {}) {
  const clock = new ManualClock();
  const script = scriptSockets();
  const losses: Disconnection[] = [];
  const listener = {
    opened: vi.fn<() => void>(),
    received: vi.fn<(text: string) => void>(),
    flushed: vi.fn<() => void>(),
    lost: (loss: Disconnection) => void losses.push(loss),
  };
  const schedule = reconnects ? new ReconnectSchedule(DEFAULT_RECONNECT, () => 0.5) : undefined;
  const options = { url: "ws://127.0.0.1:1/driver", clock, schedule, openSocket: script.openSocket };
  return { clock, listener, losses, connection: new DriverConnection(options, listener), ...script };
}

describe("DriverConnection", () => {
  it("waits 1, 2, 4, 8, 16, 30, 30 seconds between attempts that fail", () => {
    const { clock, connection, losses, sockets, last } = createConnection();
    connection.connect();
    for (const expected of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      last().listener.closed(1006, "connect ECONNREFUSED");
      expect(losses.at(-1)).toEqual({
        code: 1006,
        reason: "connect ECONNREFUSED",
        willReconnect: true,
        delayMs: expected,
      });
      expect(connection.state).toBe("waiting");
      const before = sockets.length;
      clock.advance(expected - 1);
      expect(sockets).toHaveLength(before);
      clock.advance(1);
      expect(sockets).toHaveLength(before + 1);
    }
  });

  it("starts the delays over when it is told to", () => {
    const { clock, connection, losses, last } = createConnection();
    connection.connect();
    last().listener.closed(1006, "");
    clock.advance(1_000);
    last().listener.opened();
    connection.resetDelays();
    last().listener.closed(1012, "");
    expect(losses.map(({ delayMs }) => delayMs)).toEqual([1_000, 1_000]);
  });

  it.each([4001, 4003, 4004])("never returns after %i", (code) => {
    const { clock, connection, losses, sockets, last } = createConnection();
    connection.connect();
    last().listener.opened();
    last().listener.closed(code, "why");
    expect(losses).toEqual([{ code, reason: "why", willReconnect: false, delayMs: undefined }]);
    expect(connection.state).toBe("idle");
    clock.advance(3_600_000);
    expect(sockets).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([1000, 1001, 1006, 1009, 1012, 4002])("returns after %i", (code) => {
    const { clock, connection, sockets, last } = createConnection();
    connection.connect();
    last().listener.opened();
    last().listener.closed(code, "");
    clock.advance(1_000);
    expect(sockets).toHaveLength(2);
  });

  it("stays away when it was made without a schedule", () => {
    const { connection, losses, last } = createConnection({ reconnects: false });
    connection.connect();
    last().listener.closed(1006, "");
    expect(losses[0]?.willReconnect).toBe(false);
    expect(connection.state).toBe("idle");
  });

  it("makes the next attempt at once when connect is called while it waits", () => {
    const { clock, connection, sockets, last } = createConnection();
    connection.connect();
    last().listener.closed(1006, "");
    connection.connect();
    expect(sockets).toHaveLength(2);
    clock.advance(5_000);
    expect(sockets).toHaveLength(2);
  });

  it("gives up an attempt that nobody answers", () => {
    const { clock, connection, losses, sockets } = createConnection();
    connection.connect();
    clock.advance(10_000);
    expect(sockets[0]?.isTerminated).toBe(true);
    expect(losses).toHaveLength(1);
    expect(connection.state).toBe("waiting");
  });

  it("drops a half-open socket without a goodbye after two unanswered pings, and returns", () => {
    const { clock, connection, losses, sockets, last } = createConnection();
    connection.connect();
    last().listener.opened();
    clock.advance(20_000);
    last().listener.alive();
    clock.advance(60_000);
    expect(sockets[0]).toMatchObject({ isTerminated: true, goodbye: undefined, pings: 3 });
    expect(losses).toEqual([{ code: 1006, reason: "The hub does not answer.", willReconnect: true, delayMs: 1_000 }]);
    clock.advance(1_000);
    expect(sockets).toHaveLength(2);
  });

  it("takes any frame as a sign of life", () => {
    const { clock, connection, losses, last } = createConnection();
    connection.connect();
    last().listener.opened();
    for (let beat = 0; beat < 10; beat += 1) {
      clock.advance(20_000);
      last().listener.received("{}");
    }
    expect(losses).toEqual([]);
  });

  it("hears nothing of a socket that it gave up", () => {
    const { clock, connection, listener, losses, sockets, last } = createConnection();
    connection.connect();
    last().listener.opened();
    connection.abandon("test");
    clock.advance(1_000);
    last().listener.opened();
    const [stale] = sockets;
    stale?.listener.received("stale");
    stale?.listener.flushed();
    stale?.listener.alive();
    stale?.listener.opened();
    stale?.listener.closed(4001, "stale");
    expect(connection.state).toBe("open");
    expect(losses).toHaveLength(1);
    expect(listener.received).not.toHaveBeenCalled();
    expect(listener.flushed).not.toHaveBeenCalled();
    expect(listener.opened).toHaveBeenCalledTimes(2);
    connection.send("fresh");
    expect(last().sent).toEqual(["fresh"]);
    expect(stale?.sent).toEqual([]);
  });

  it("says goodbye with 1001, and is closed when the hub answers", async () => {
    const { clock, connection, losses, last } = createConnection();
    connection.connect();
    last().listener.opened();
    const closed = connection.close();
    expect(last().goodbye).toBe(1001);
    expect(losses).toMatchObject([{ code: 1001, willReconnect: false }]);
    last().listener.closed(1001, "");
    await closed;
    expect(connection.state).toBe("closed");
    expect(clock.pendingTimers).toBe(0);
    expect(losses).toHaveLength(1);
  });

  it("does not wait for ever for the answer to its goodbye", async () => {
    const { clock, connection, last } = createConnection();
    connection.connect();
    last().listener.opened();
    const closed = connection.close();
    clock.advance(1_000);
    await closed;
    expect(last().isTerminated).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it.each(["idle", "connecting", "waiting"])("closes at once while it is %s", async (state) => {
    const { clock, connection, sockets, last } = createConnection();
    if (state !== "idle") connection.connect();
    if (state === "waiting") last().listener.closed(1006, "");
    expect(connection.state).toBe(state);
    await connection.close();
    await connection.close();
    clock.advance(100_000);
    expect(sockets).toHaveLength(state === "idle" ? 0 : 1);
    expect(clock.pendingTimers).toBe(0);
    expect(() => connection.connect()).toThrow(expect.objectContaining({ code: "CLOSED" }));
  });

  it("may be connected again after it was stopped", () => {
    const { connection, sockets, last } = createConnection();
    connection.connect();
    last().listener.opened();
    connection.stop("no");
    expect(last().goodbye).toBe(1000);
    connection.connect();
    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.isTerminated).toBe(true);
  });
});
