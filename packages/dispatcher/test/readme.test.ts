import { describe, expect, it } from "vitest";
import { createCommandCatalogue } from "@hos/protocol/device-model";
import { ActionDispatcher } from "../src/index.ts";

describe("the example of the README", () => {
  it("runs as it stands there", async () => {
    const lamp = {
      owner: { driverKey: "LAMPS", instanceId: "lamps-1" },
      catalogue: createCommandCatalogue("light", undefined),
      state: { power: false },
    };
    const dispatcher = new ActionDispatcher({
      findDevice: (deviceId) => (deviceId === "light-1" ? lamp : undefined),
      sendAction(owner, { deviceId, requestId }) {
        queueMicrotask(() => dispatcher.settle(owner, deviceId, { success: true, requestId }));
        return true;
      },
    });
    const told: string[] = [];
    dispatcher.onProgress(({ event }) => told.push(event));
    const outcome = await dispatcher.dispatch({
      deviceId: "light-1",
      command: "turn_on",
      origin: { via: "embedded" },
    });
    expect(outcome).toMatchObject({ ok: true, answer: { status: "succeeded" } });
    expect(told).toEqual(["ACTION_REQUESTED", "ACTION_DISPATCHED", "ACTION_SUCCEEDED"]);
    await dispatcher.close();
  });
});
