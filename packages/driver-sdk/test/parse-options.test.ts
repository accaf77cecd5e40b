import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { HosDriverOptions } from "../src/hos-driver-options.ts";
import { parseOptions } from "../src/parse-options.ts";

const fit: HosDriverOptions = {
  driverKey: "my_driver",
  instanceId: "my-driver-001",
  wsUrl: "ws://localhost:8080/driver",
};

describe("parseOptions", () => {
  it("turns the driverKey to upper case and fills in the defaults", () => {
    const parsed = parseOptions({ ...fit, name: undefined, token: undefined });
    expect(parsed).toMatchObject({ url: fit.wsUrl, autoRegister: true, closeTimeoutMs: 2_000 });
    expect(parsed.request).toEqual({ driverKey: "MY_DRIVER", instanceId: "my-driver-001", protocolVersion: 1 });
    expect(parsed.schedule).toBeDefined();
  });

  it("puts name, version and token into the registration", () => {
    const { request, url } = parseOptions({ ...fit, name: "My driver", version: "1.2.0", token: "secret" });
    expect(request).toMatchObject({ name: "My driver", version: "1.2.0", token: "secret" });
    expect(url).not.toContain("secret");
  });

  it("takes a schedule of the author's, or none", () => {
    const { schedule } = parseOptions({ ...fit, reconnect: { baseMs: 10, capMs: 15, jitter: 0 } });
    const delays = schedule?.[Symbol.iterator]();
    expect([delays?.next().value, delays?.next().value]).toEqual([10, 15]);
    expect(parseOptions({ ...fit, reconnect: false }).schedule).toBeUndefined();
  });

  it.each([
    [{ driverKey: "no spaces" }, "driverKey must match [A-Z0-9_] and be 2-64 chars."],
    [{ driverKey: 7 }, "driverKey must be a string."],
    [{ instanceId: "a b" }, "instanceId must match [a-zA-Z0-9:_-] and be 1-128 chars."],
    [{ instanceId: undefined }, "instanceId must match [a-zA-Z0-9:_-] and be 1-128 chars."],
    [{ name: "" }, /^name must/],
    [{ wsUrl: "http://localhost" }, /^wsUrl must be a ws:\/\/ or wss:\/\/ URL/],
    [{ wsUrl: "ws://localhost/#x" }, /^wsUrl must be/],
    [{ wsUrl: undefined }, /^wsUrl must be/],
    [{ autoRegister: "yes" }, "autoRegister must be a boolean."],
    [{ closeTimeoutMs: "1" }, "closeTimeoutMs must be a number."],
  ])("refuses %j with a TypeError", (fault, message) => {
    const parse = () => parseOptions({ ...fit, ...fault } as HosDriverOptions);
    expect(parse).toThrow(TypeError);
    expect(parse).toThrow(message);
  });

  it.each([
    [{ closeTimeoutMs: -1 }, "closeTimeoutMs must be 0 or more."],
    [{ reconnect: { baseMs: 0 } }, "reconnect.baseMs must be 1 or more."],
    [{ reconnect: { factor: 0.5 } }, "reconnect.factor must be 1 or more."],
    [{ reconnect: { capMs: Number.NaN } }, "reconnect.capMs must be 1 or more."],
    [{ reconnect: { jitter: 2 } }, "reconnect.jitter must be 1 or less."],
  ])("refuses %j with a RangeError", (fault, message) => {
    const parse = () => parseOptions({ ...fit, ...fault });
    expect(parse).toThrow(RangeError);
    expect(parse).toThrow(message);
  });

  it("keeps the token in a file of the folder that is named, or where the author says", () => {
    expect(parseOptions({ ...fit, stateDirectory: "/data" }).tokenStore.location).toBe(
      join("/data", "MY_DRIVER-my-driver-001.token"),
    );
    const tokenStore = { load: () => undefined, save() {}, clear() {} };
    expect(parseOptions({ ...fit, stateDirectory: "/data", tokenStore }).tokenStore).toBe(tokenStore);
  });

  it.each([
    [{ stateDirectory: "" }, "stateDirectory must be the path of a folder."],
    [{ stateDirectory: 7 as never }, "stateDirectory must be the path of a folder."],
    [{ tokenStore: { load: () => undefined, save() {} } as never }, "tokenStore.clear must be a function."],
  ])("refuses %j", (options, message) => {
    expect(() => parseOptions({ ...fit, ...options })).toThrow(new TypeError(message));
  });
});
