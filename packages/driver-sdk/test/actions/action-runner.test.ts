import type { Action, DriverEvent } from "@hos/protocol";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it, vi } from "vitest";
import type { ActionHandler } from "../../src/actions/action-handler.ts";
import { ActionHandlers } from "../../src/actions/action-handlers.ts";
import { ActionRunner, MAX_RUNNING } from "../../src/actions/action-runner.ts";
import type { DriverError } from "../../src/errors/driver-error.ts";
import { createDriverEvent } from "../../src/events/create-driver-event.ts";

const action: Action = { deviceId: "light-1", command: "turn_on", payload: {}, requestId: "r1", timeoutMs: 5_000 };

function createRunner(handler?: ActionHandler) {
  const clock = new ManualClock();
  const handlers = new ActionHandlers();
  if (handler !== undefined) handlers.set({}, handler);
  const told: DriverEvent[] = [];
  const begun: Action[] = [];
  const failures: DriverError[] = [];
  const runner = new ActionRunner({
    clock,
    handlers,
    isAnnounced: (deviceId) => deviceId.startsWith("light"),
    checkState: (deviceId, data) => createDriverEvent({ event: "STATE_UPDATE", deviceId, data }),
    begun: (asked) => void begun.push(asked),
    result: (event) => void told.push(event),
    confirmed: (event) => void told.push(event),
    failed: (error) => void failures.push(error),
  });
  const answer = (count = 1) => vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(count));
  return { clock, runner, told, begun, failures, answer };
}

function resultOf(event: DriverEvent | undefined) {
  return event?.event === "ACTION_RESULT" ? event.data : undefined;
}

describe("ActionRunner", () => {
  it("answers with the result and then the state that the handler returned", async () => {
    const { runner, told, answer } = createRunner(() => ({
      state: { power: true },
      message: "done",
      result: { steps: 3 },
    }));
    runner.run(action);
    await answer(2);
    expect(told).toEqual([
      {
        event: "ACTION_RESULT",
        deviceId: "light-1",
        data: {
          success: true,
          message: "done",
          stateRefresh: "updated",
          result: { steps: 3 },
          latencyMs: 0,
          requestId: "r1",
          command: "turn_on",
        },
      },
      { event: "STATE_UPDATE", deviceId: "light-1", data: { power: true } },
    ]);
  });

  it("answers with success alone when the handler returns nothing", async () => {
    const { runner, told, answer } = createRunner(() => {});
    runner.run(action);
    await answer();
    expect(told).toHaveLength(1);
    expect(resultOf(told[0])).toEqual({ success: true, latencyMs: 0, requestId: "r1", command: "turn_on" });
  });

  it("says that the state is pending when the handler says so", async () => {
    const { runner, told, answer } = createRunner(() => ({ stateRefresh: "pending" }));
    runner.run(action);
    await answer();
    expect(resultOf(told[0])?.stateRefresh).toBe("pending");
  });

  it.each([
    ["an error", new Error("The bulb is gone."), { message: "The bulb is gone." }],
    ["an error with a code", Object.assign(new Error("No."), { code: "EBULB" }), { message: "No.", code: "EBULB" }],
    ["an error with a number", Object.assign(new Error("No."), { code: 7 }), { message: "No.", code: "7" }],
    ["a string", "no", { message: "no" }],
    ["nothing", undefined, { message: "The handler threw undefined." }],
  ])("answers with failure when the handler throws %s", async (_, fault, expected) => {
    const { runner, told, answer } = createRunner(() => {
      throw fault;
    });
    runner.run(action);
    await answer();
    const base = { success: false, latencyMs: 0, requestId: "r1", command: "turn_on" };
    expect(resultOf(told[0])).toEqual({ ...base, ...expected });
  });

  it("cuts a message that is longer than a hub takes", async () => {
    const { runner, told, answer } = createRunner(() => Promise.reject(new Error("x".repeat(10_000))));
    runner.run(action);
    await answer();
    expect(resultOf(told[0])?.message).toHaveLength(4_096);
  });

  it("refuses an action without a handler", () => {
    const { runner, told, begun } = createRunner();
    runner.run(action);
    expect(resultOf(told[0])).toMatchObject({ success: false, code: "NO_HANDLER", requestId: "r1" });
    expect(resultOf(told[0])?.message).toBe("This driver has no handler for turn_on of light-1.");
    expect(begun).toEqual([action]);
  });

  it("refuses an action for a device that was never announced", () => {
    const handler = vi.fn<ActionHandler>();
    const { runner, told } = createRunner(handler);
    runner.run({ ...action, deviceId: "other" });
    expect(resultOf(told[0])).toMatchObject({ success: false, code: "UNKNOWN_DEVICE" });
    expect(handler).not.toHaveBeenCalled();
  });

  it("does a command once when it is asked again while it runs, and answers once", async () => {
    const done = Promise.withResolvers<void>();
    const handler = vi.fn<ActionHandler>(() => done.promise);
    const { runner, told, begun, answer } = createRunner(handler);
    runner.run(action);
    runner.run(action);
    done.resolve();
    await answer();
    expect(handler).toHaveBeenCalledTimes(1);
    expect(begun).toHaveLength(1);
    expect(told).toHaveLength(1);
  });

  it("repeats the answer and not the deed when a command is asked again afterwards", async () => {
    const handler = vi.fn<ActionHandler>(() => ({ state: { power: true } }));
    const { runner, told, answer } = createRunner(handler);
    runner.run(action);
    await answer(2);
    runner.run(action);
    expect(handler).toHaveBeenCalledTimes(1);
    expect(told).toHaveLength(3);
    expect(told[2]).toEqual(told[0]);
  });

  it("aborts the signal when the hub stops waiting, and lets a late answer through", async () => {
    const done = Promise.withResolvers<void>();
    let signal: AbortSignal | undefined;
    const { clock, runner, told, answer } = createRunner((_, context) => {
      signal = context.signal;
      return done.promise;
    });
    runner.run(action);
    clock.advance(4_999);
    expect(signal?.aborted).toBe(false);
    clock.advance(1);
    expect(signal?.reason).toMatchObject({ name: "TimeoutError" });
    clock.advance(1_000);
    done.resolve();
    await answer();
    expect(resultOf(told[0])).toMatchObject({ success: true, latencyMs: 6_000 });
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([
    ["a state that is no object", { state: 7 }],
    ["a message that is too long", { message: "x".repeat(5_000) }],
    ["a result that is no object", { result: "x" }],
  ])("reports success and an error when the handler returned %s", async (_, outcome) => {
    const { runner, told, failures, answer } = createRunner(() => outcome as never);
    runner.run(action);
    await answer();
    expect(resultOf(told[0])).toEqual({ success: true, latencyMs: 0, requestId: "r1", command: "turn_on" });
    expect(told).toHaveLength(1);
    expect(failures).toMatchObject([{ code: "INVALID_OUTCOME", ref: { deviceId: "light-1", requestId: "r1" } }]);
  });

  it("refuses more once very many handlers do not end", () => {
    const { runner, told } = createRunner(() => new Promise(() => {}));
    for (let index = 0; index < MAX_RUNNING; index += 1) runner.run({ ...action, requestId: `r${index}` });
    expect(told).toEqual([]);
    runner.run({ ...action, requestId: "one more" });
    expect(resultOf(told[0])).toMatchObject({ success: false, code: "BUSY" });
  });

  it("waits for running handlers when it closes, and takes no more", async () => {
    const done = Promise.withResolvers<void>();
    const { clock, runner, told } = createRunner(() => done.promise);
    runner.run(action);
    const closed = runner.close(2_000);
    runner.run({ ...action, requestId: "r2" });
    expect(resultOf(told[0])).toMatchObject({ success: false, code: "CLOSING", requestId: "r2" });
    done.resolve();
    await closed;
    expect(resultOf(told[1])).toMatchObject({ success: true, requestId: "r1" });
    expect(clock.pendingTimers).toBe(0);
  });

  it("does not wait for ever when it closes, and aborts what still runs", async () => {
    let signal: AbortSignal | undefined;
    const { clock, runner } = createRunner((_, context) => {
      signal = context.signal;
      return new Promise(() => {});
    });
    runner.run(action);
    const closed = runner.close(2_000);
    clock.advance(2_000);
    await closed;
    expect(signal?.reason).toMatchObject({ code: "CLOSED" });
  });
});
