import { describe, expect, it } from "vitest";
import { Bench, DRIVER, OTHER_DRIVER } from "../support/bench.ts";
import { failureOf } from "../support/failure-of.ts";
import { isSettled } from "../support/is-settled.ts";

const UNKNOWN = "The outcome is unknown: the device may or may not have done it.";

describe("losses of ActionDispatcher", () => {
  it("fails what is under way and what waits at once when the driver is lost", async () => {
    const bench = new Bench();
    const underWay = bench.dispatch();
    const waiting = bench.dispatch();
    const stop = bench.dispatch({ command: "stop" });
    bench.dispatcher.driverLost(DRIVER);
    expect(await failureOf(underWay)).toMatchObject({ code: "DRIVER_DISCONNECTED", details: [UNKNOWN] });
    expect(await failureOf(waiting)).toMatchObject({ code: "DRIVER_OFFLINE", details: ["It was never sent."] });
    expect(await failureOf(stop)).toMatchObject({ code: "DRIVER_DISCONNECTED" });
    expect(bench.sentIds).toEqual(["c1", "c3"]);
    expect(bench.clock.pendingTimers).toBe(0);
  });

  it("leaves the commands of other drivers alone", async () => {
    const bench = new Bench();
    bench.addDevice("c", OTHER_DRIVER);
    const other = bench.dispatch({ deviceId: "c" });
    bench.dispatcher.driverLost(DRIVER);
    expect(await isSettled(other)).toBe(false);
  });

  it("sends nothing again when the driver is back", () => {
    const bench = new Bench();
    void bench.dispatch();
    void bench.dispatch();
    bench.dispatcher.driverLost(DRIVER);
    void bench.dispatch();
    expect(bench.sentIds).toEqual(["c1", "c3"]);
  });

  it("sends nothing of a lost queue although a listener asks for more meanwhile and the driver is back", async () => {
    const bench = new Bench();
    void bench.dispatch();
    const waiting = bench.dispatch();
    bench.dispatcher.onProgress(({ event, commandId }) => {
      if (event === "ACTION_FAILED" && commandId === "c1") void bench.dispatch();
    });
    bench.dispatcher.driverLost(DRIVER);
    expect((await failureOf(waiting)).code).toBe("DRIVER_OFFLINE");
    expect(bench.sentIds).toEqual(["c1", "c3"]);
  });

  it("tells a caller that waits for the state that the driver had reported success", async () => {
    const bench = new Bench();
    const outcome = bench.set(40, { wait: "confirmed" });
    bench.settle({ requestId: "c1" });
    bench.dispatcher.driverLost(DRIVER);
    expect(await failureOf(outcome)).toMatchObject({
      code: "DRIVER_DISCONNECTED",
      details: [UNKNOWN, "The driver reported success, but the state did not show it yet."],
    });
  });

  it("keeps the success of a caller that did not wait for the state", () => {
    const bench = new Bench();
    void bench.set(40);
    bench.settle({ requestId: "c1" });
    bench.dispatcher.driverLost(DRIVER);
    expect(bench.dispatcher.journal.get("c1")?.status).toBe("succeeded");
    expect(bench.clock.pendingTimers).toBe(0);
  });

  it("counts a driver that is lost while it is sent to as lost under way", async () => {
    const bench = new Bench();
    bench.onSend = () => bench.dispatcher.driverLost(DRIVER);
    expect((await failureOf(bench.dispatch())).code).toBe("DRIVER_DISCONNECTED");
  });

  it("fails the queue with NO_DEVICE and leaves the outcome of what is under way open when a device is removed", async () => {
    const bench = new Bench();
    const underWay = bench.dispatch();
    const waiting = bench.dispatch();
    const elsewhere = bench.dispatch({ deviceId: "b" });
    bench.devices.delete("a");
    bench.dispatcher.deviceRemoved("a");
    expect(await failureOf(underWay)).toMatchObject({
      code: "DRIVER_DISCONNECTED",
      error: "Device a was removed while the command was under way.",
      details: [UNKNOWN],
    });
    expect(await failureOf(waiting)).toMatchObject({ code: "NO_DEVICE", details: ["It was never sent."] });
    expect(await isSettled(elsewhere)).toBe(false);
    expect(bench.sentIds).toEqual(["c1", "c3"]);
  });

  it("settles everything with HUB_STOPPING when it closes, and later requests too", async () => {
    const bench = new Bench();
    const underWay = bench.dispatch();
    const waiting = bench.dispatch();
    const closed = bench.dispatcher.close();
    expect(bench.dispatcher.close()).toBe(closed);
    expect(await failureOf(underWay)).toMatchObject({ code: "HUB_STOPPING", details: [UNKNOWN] });
    expect(await failureOf(waiting)).toMatchObject({ code: "HUB_STOPPING", details: ["It was never sent."] });
    expect(await failureOf(bench.dispatch())).toMatchObject({ code: "HUB_STOPPING", commandId: "c3" });
    expect(bench.settle({ requestId: "c1" })).toBe(false);
    expect(bench.stagesOf("c3")).toEqual(["requested", "failed"]);
    expect(bench.toldOf("c1").at(-1)).toBe("FAILED");
    expect(bench.clock.pendingTimers).toBe(0);
  });

  it("closes at the end of a using block", async () => {
    const bench = new Bench();
    let outcome;
    {
      await using dispatcher = bench.dispatcher;
      outcome = dispatcher.dispatch({ deviceId: "a", command: "next", origin: { via: "embedded" } });
    }
    expect((await failureOf(outcome)).code).toBe("HUB_STOPPING");
  });
});
