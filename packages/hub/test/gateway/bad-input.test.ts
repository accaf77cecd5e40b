import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { RunningHub } from "../support/running-hub.ts";

const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const state = (data: string) => `{"event":"STATE_UPDATE","device_id":"light-1","data":${data}}`;

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
}

describe("bad input", () => {
  it.each<[string, string | Buffer]>([
    ["text that is not JSON", "{"],
    ["an empty frame", ""],
    ["an array", "[]"],
    ["null", "null"],
    ["a number", "1e999"],
    ["an object without anything", "{}"],
    ["an unknown event", '{"event":"NONSENSE"}'],
    ["an unknown method", '{"method":"driver.nonsense"}'],
    ["an event name of a wrong type", '{"event":42}'],
    ["the name of a member of Object", '{"event":"constructor"}'],
    ["a device id of a wrong type", '{"event":"STATE_UPDATE","device_id":{},"data":{}}'],
    ["a device id with a control character", '{"event":"STATE_UPDATE","device_id":"a\\u0000b","data":{}}'],
    ["a device id that is too long", `{"event":"STATE_UPDATE","device_id":"${"x".repeat(129)}","data":{}}`],
    ["data of a wrong type", state('"on"')],
    ["a value of a wrong type", state('{"power":"on"}')],
    ["a value out of range", state('{"brightness":101}')],
    ["NaN", state('{"brightness":NaN}')],
    ["a number beyond all bounds", state('{"temperature":1e999}')],
    ["__proto__ as a member", state('{"__proto__":{"polluted":true}}')],
    ["constructor as a member of extras", state('{"extras":{"constructor":{"prototype":{"polluted":true}}}}')],
    ["10,000 levels of nesting", state(nested(10_000))],
    ["10,000 levels of arrays", "[".repeat(10_000) + "]".repeat(10_000)],
    ["a bulk that is no list", '{"method":"driver.events","params":{"events":{}}}'],
    ["a bulk of anything", '{"method":"driver.events","params":{"events":[null]}}'],
    ["a binary frame", Buffer.from(state('{"power":true}'))],
  ])("answers %s with VALIDATION_ERROR, a sentence, and keeps the session", async (_name, frame) => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    driver.send(frame);
    const answer = await driver.next();
    expect(answer).toMatchObject({ ok: false, code: "DRIVER_WS_VALIDATION_ERROR", protocolVersion: 1 });
    expect(answer["details"]).toEqual(expect.arrayContaining([expect.stringMatching(/^[A-Z\w].+\.$/)]));
    await driver.settle();
    expect(running.hub.devices.get("light-1")?.state).toEqual({});
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(running.errors).toEqual([]);
  });

  it.each(["__proto__", "constructor", "toString"])("takes %s as the id of a device like any other", async (id) => {
    await using running = await RunningHub.start();
    await using driver = await running.driver();
    driver.event("STATE_UPDATE", id, {});
    expect(await driver.next()).toMatchObject({ code: "DRIVER_WS_DEVICE_NOT_FOUND" });
    driver.event("DEVICE_DISCOVERED", id, { name: "Odd", deviceType: id });
    driver.event("STATE_UPDATE", id, { power: true });
    await driver.settle();
    expect(running.hub.devices.get(id)?.state).toEqual({ power: true });
    expect(({} as Record<string, unknown>)["power"]).toBeUndefined();
  });

  it("closes with 1009 on a frame that is too large, and says so in the directory", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    driver.event("STATE_UPDATE", "light-1", { power: true });
    driver.send("x".repeat(2 * 1024 * 1024));
    expect((await driver.ended()).code).toBe(1009);
    expect(running.hub.devices.get("light-1")?.state).toEqual({ power: true });
    expect(running.hub.drivers.list()).toEqual([
      expect.objectContaining({ status: "away", reason: "frame_too_large" }),
    ]);
    await using again = await running.driver();
    await again.settle();
  });

  it("takes a frame of exactly the limit", async () => {
    await using running = await RunningHub.start({ limits: { frameBytes: 1000 } });
    await using driver = await running.driver();
    const log = { event: "DRIVER_LOG", data: { level: "info", message: "" } };
    log.data.message = "x".repeat(1000 - JSON.stringify(log).length);
    driver.send(log);
    await driver.settle();
    log.data.message += "x";
    driver.send(log);
    expect((await driver.ended()).code).toBe(1009);
  });

  it("answers each of 10,000 invalid frames in a row, serves on, and gives the memory back", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    await using neighbour = await running.driver("two");
    const flood = async (): Promise<number> => {
      for (let index = 0; index < 10_000; index += 1) {
        driver.send(index % 2 === 0 ? `{"event":"NONSENSE${index}"}` : `not JSON ${index}`);
      }
      const answers = await driver.take(10_000);
      return answers.filter(({ code }) => code === "DRIVER_WS_VALIDATION_ERROR").length;
    };
    // The first flood makes what stays for good: compiled code, the rings of the directory.
    expect(await flood()).toBe(10_000);
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    expect(await flood()).toBe(10_000);
    collectGarbage();
    // The answers alone were more than this.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(2 * 1024 * 1024);
    await driver.settle();
    await neighbour.settle();
    const detail = running.hub.drivers.get({ driverKey: "TEST", instanceId: "one" });
    expect(detail?.traffic.rejected).toBeGreaterThanOrEqual(20_000);
    expect(detail?.faults).toHaveLength(100);
  }, 30_000);
});
