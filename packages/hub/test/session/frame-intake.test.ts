import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import type { DriverSocket } from "../../src/session/driver-socket.ts";
import { FrameIntake, type HandleFrame } from "../../src/session/frame-intake.ts";
import { FramePace } from "../../src/session/frame-pace.ts";
import { TurnCounter } from "../../src/session/turn-counter.ts";

class FakeSocket implements DriverSocket {
  readonly readyState = 1;
  readonly bufferedAmount = 0;
  paused = false;
  send(): void {}
  ping(): void {}
  close(): void {}
  terminate(): void {}
  pause(): void {
    this.paused = true;
  }
  resume(): void {
    this.paused = false;
  }
}

function createIntake(framesPerTurn: number, { cost = 1, burst = 1_000_000, takesMs = 0 } = {}) {
  const clock = new ManualClock();
  const turns = new TurnCounter(clock);
  const nextTurn = () => new Promise<void>((resolve) => turns.onNext(resolve));
  const pace = new FramePace({ clock, perSecond: 1_000, burst, patienceMs: 10_000 });
  let slowed = 0;
  const socket = new FakeSocket();
  const handled: string[] = [];
  /** A frame such as `a+b` is done in two parts, with a turn between. */
  const doPart = (text: string) => {
    const [part = "", ...rest] = text.split("+");
    handled.push(part);
    clock.advance(takesMs);
    if (rest.length > 0) intake.postpone(() => doPart(rest.join("+")));
  };
  const times: number[] = [];
  const handle: HandleFrame = ({ data }, nowMs) => {
    times.push(nowMs);
    doPart(data.toString());
    return cost;
  };
  const onSlowed = () => void (slowed += 1);
  const intake = new FrameIntake({ socket, clock, turns, framesPerTurn, msPerTurn: 10, pace, handle, onSlowed });
  const receive = (...texts: string[]) => {
    for (const text of texts) intake.receive(Buffer.from(text), false);
  };
  return { intake, socket, clock, turns, handled, times, receive, nextTurn, timesSlowed: () => slowed };
}

describe("FrameIntake", () => {
  it("handles a frame at once", () => {
    const { handled, receive, socket } = createIntake(2);
    receive("a");
    expect(handled).toEqual(["a"]);
    expect(socket.paused).toBe(false);
  });

  it("stops reading when the allowance of the turn is used up and goes on in the next, in order", async () => {
    const { handled, receive, socket, nextTurn } = createIntake(2);
    receive("a", "b", "c", "d", "e");
    expect(handled).toEqual(["a", "b"]);
    expect(socket.paused).toBe(true);
    await nextTurn();
    expect(handled).toEqual(["a", "b", "c", "d"]);
    expect(socket.paused).toBe(true);
    await nextTurn();
    expect(handled).toEqual(["a", "b", "c", "d", "e"]);
    expect(socket.paused).toBe(false);
  });

  it("does not take what its turn did for others for time of its own", () => {
    const { handled, receive, socket, turns, clock } = createIntake(5);
    turns.look();
    clock.advance(50);
    receive("a", "b");
    expect(handled).toEqual(["a", "b"]);
    expect(socket.paused).toBe(false);
  });

  it("gives a new allowance in each turn", async () => {
    const { handled, receive, socket, nextTurn } = createIntake(2);
    receive("a");
    await nextTurn();
    receive("b");
    expect(socket.paused).toBe(false);
    expect(handled).toEqual(["a", "b"]);
  });

  it("counts a frame for what it costs", () => {
    const { handled, receive, socket } = createIntake(10, { cost: 10 });
    receive("bulk", "b");
    expect(handled).toEqual(["bulk"]);
    expect(socket.paused).toBe(true);
  });

  it("does not read while it is held, and goes on in order", () => {
    const { intake, handled, receive, socket } = createIntake(10);
    intake.hold();
    receive("a", "b");
    expect(socket.paused).toBe(true);
    expect(handled).toEqual([]);
    intake.release();
    expect(handled).toEqual(["a", "b"]);
    expect(socket.paused).toBe(false);
  });

  it("stays paused while it is held, although a new turn begins", async () => {
    const { intake, handled, receive, socket, nextTurn } = createIntake(1);
    receive("a", "b");
    intake.hold();
    await nextTurn();
    expect(handled).toEqual(["a"]);
    expect(socket.paused).toBe(true);
  });

  it("handles everything that waits when it is flushed", () => {
    const { intake, handled, receive } = createIntake(1);
    receive("a", "b", "c");
    intake.flush();
    expect(handled).toEqual(["a", "b", "c"]);
  });

  it("drops what waits and what comes when it is stopped, but lets the socket read on", async () => {
    const { intake, handled, receive, socket, nextTurn } = createIntake(1);
    receive("a", "b");
    intake.stop();
    receive("c");
    await nextTurn();
    expect(handled).toEqual(["a"]);
    expect(socket.paused).toBe(false);
  });

  it("stops reading a sender that is faster than its pace, and goes on in order when time has passed", async () => {
    const { handled, receive, socket, clock, timesSlowed, nextTurn } = createIntake(1_000, { burst: 3 });
    receive("a", "b", "c", "d", "e");
    expect(handled).toEqual(["a", "b", "c"]);
    expect(socket.paused).toBe(true);
    await nextTurn();
    expect(handled).toHaveLength(3);
    clock.advance(3);
    expect(handled).toEqual(["a", "b", "c", "d", "e"]);
    expect(socket.paused).toBe(false);
    expect(timesSlowed()).toBe(1);
  });

  it("makes the sender of one large bulk wait for as long as it costs, and looks again each second", () => {
    const { receive, socket, clock, timesSlowed } = createIntake(1_000_000, { burst: 1_000, cost: 4_000 });
    receive("bulk");
    clock.advance(2_999);
    expect(socket.paused).toBe(true);
    expect(timesSlowed()).toBe(3);
    clock.advance(21);
    expect(socket.paused).toBe(false);
  });

  it("lets others have their turn when frames take long, and pays for the time", async () => {
    const { handled, receive, socket, clock, nextTurn } = createIntake(1_000, { cost: 2, takesMs: 5, burst: 30 });
    receive("a", "b", "c", "d");
    expect(handled).toEqual(["a", "b"]);
    await nextTurn();
    expect(handled).toEqual(["a", "b", "c", "d"]);
    // 20 ms at a thousand a second, of which it may have half, and what four frames cost: more than there was.
    await nextTurn();
    expect(socket.paused).toBe(true);
    clock.advance(100);
    expect(socket.paused).toBe(false);
  });

  it("looks how long small frames took after each KiB of them", async () => {
    const { handled, receive, nextTurn } = createIntake(1_000, { takesMs: 1 });
    const letters = () => handled.map((text) => text.trim()).join("");
    receive(...Array.from("abcdefghijklmnopqrst", (letter) => letter.padEnd(128)));
    expect(letters()).toBe("abcdefghijklmnop");
    await nextTurn();
    expect(letters()).toBe("abcdefghijklmnopqrst");
  });

  it("looks how long a frame of a KiB took at once, although it costs no more than a small one", () => {
    const { handled, receive, socket } = createIntake(1_000, { takesMs: 10 });
    receive("a".padEnd(1024), "b");
    expect(handled).toHaveLength(1);
    expect(socket.paused).toBe(true);
  });

  it("looks at the clock again in each turn, and where others had the turn meanwhile", async () => {
    const { times, receive, clock, turns, nextTurn } = createIntake(1_000);
    const startMs = clock.now();
    receive("a".padEnd(1024));
    await nextTurn();
    clock.advance(50);
    receive("i");
    clock.advance(50);
    turns.look();
    receive("j");
    expect(times.map((time) => time - startMs).slice(-3)).toEqual([0, 50, 100]);
  });

  it("handles the rest of a frame in the next turns, before other frames", async () => {
    const { handled, receive, socket, nextTurn } = createIntake(1_000);
    receive("a+b+c", "d");
    expect([handled, socket.paused]).toEqual([["a"], true]);
    await nextTurn();
    expect([handled, socket.paused]).toEqual([["a", "b"], true]);
    await nextTurn();
    expect([handled, socket.paused]).toEqual([["a", "b", "c", "d"], false]);
  });

  it("does not go on with the rest of a frame while it is held", async () => {
    const { intake, handled, receive, nextTurn } = createIntake(1_000);
    receive("a+b", "c");
    intake.hold();
    await nextTurn();
    expect(handled).toEqual(["a"]);
    intake.release();
    expect(handled).toEqual(["a", "b", "c"]);
  });

  it("handles the rest of a frame when it is flushed, and drops it when it is stopped", async () => {
    const flushed = createIntake(1_000);
    flushed.receive("a+b+c", "d");
    flushed.intake.flush();
    expect(flushed.handled).toEqual(["a", "b", "c", "d"]);
    const stopped = createIntake(1_000);
    stopped.receive("a+b");
    stopped.intake.stop();
    await stopped.nextTurn();
    expect(stopped.handled).toEqual(["a"]);
  });

  it("stays paused while it is held, although its pace allows more", () => {
    const { intake, handled, receive, socket, clock } = createIntake(1_000, { burst: 1 });
    receive("a", "b");
    intake.hold();
    clock.advance(1_000);
    expect(handled).toEqual(["a"]);
    expect(socket.paused).toBe(true);
    intake.release();
    expect(handled).toEqual(["a", "b"]);
  });

  it("leaves no timer when it is stopped while it is slowed", () => {
    const { intake, receive, socket, clock } = createIntake(1_000, { burst: 1 });
    receive("a", "b");
    expect(clock.pendingTimers).toBe(1);
    intake.stop();
    expect(clock.pendingTimers).toBe(0);
    expect(socket.paused).toBe(false);
  });
});
