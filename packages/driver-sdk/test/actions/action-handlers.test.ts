import { describe, expect, it } from "vitest";
import { ActionHandlers, type ActionScope } from "../../src/actions/action-handlers.ts";

const all = () => {};
const command = () => {};
const device = () => {};
const both = () => {};

describe("ActionHandlers", () => {
  it("finds the most specific handler", () => {
    const handlers = new ActionHandlers();
    handlers.set({ deviceId: "light-1", command: "toggle" }, both);
    handlers.set({ deviceId: "light-1" }, device);
    handlers.set({ command: "toggle" }, command);
    handlers.set({}, all);
    expect(handlers.find("light-1", "toggle")).toBe(both);
    expect(handlers.find("light-1", "turn_on")).toBe(device);
    expect(handlers.find("light-2", "toggle")).toBe(command);
    expect(handlers.find("light-2", "turn_on")).toBe(all);
  });

  it.each([
    ["a text", "toggle", 'The scope of onAction must be an object such as { command: "turn_on" }, not "toggle".'],
    ["nothing", null, 'The scope of onAction must be an object such as { command: "turn_on" }, not null.'],
    [
      "a member it does not know",
      { device_id: "a" },
      "The scope of onAction takes deviceId and command, not device_id.",
    ],
    ["a member of another type", { command: 1 }, "command of the scope of onAction must be a string."],
  ])("refuses a scope that is or has %s, which would mean all actions", (_, scope, message) => {
    expect(() => new ActionHandlers().set(scope as ActionScope, all)).toThrow(new TypeError(message));
  });

  it("has none where none was set", () => {
    const handlers = new ActionHandlers();
    handlers.set({ deviceId: "light-1" }, () => {});
    expect(handlers.find("light-2", "toggle")).toBeUndefined();
  });

  it("lets the later handler of one scope take the place of the earlier, which cannot take it away", () => {
    const handlers = new ActionHandlers();
    const removeEarlier = handlers.set({}, () => {});
    const removeLater = handlers.set({}, both);
    removeEarlier();
    expect(handlers.find("light-1", "toggle")).toBe(both);
    removeLater();
    expect(handlers.find("light-1", "toggle")).toBeUndefined();
  });
});
