import { expect, it } from "vitest";
import * as hub from "../src/index.ts";

it("exports what it has always exported", () => {
  expect(Object.keys(hub).toSorted()).toMatchInlineSnapshot(`
    [
      "DEFAULT_HUB_LIMITS",
      "DRIVER_PATH",
      "DriverDirectory",
      "DriverWebSocketServer",
      "Hub",
      "ProtocolHub",
      "RefusalLedger",
      "SESSION_END_REASONS",
      "TrafficMeter",
      "admitEverybody",
      "createHub",
    ]
  `);
});
