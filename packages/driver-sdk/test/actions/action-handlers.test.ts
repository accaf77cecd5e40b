import { describe, expect, it } from "vitest";
import { ActionHandlers } from "../../src/actions/action-handlers.ts";

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
