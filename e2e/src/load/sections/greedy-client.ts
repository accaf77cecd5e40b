import { measureLatencies } from "../figures/measure-latencies.ts";
import { percentile } from "../figures/percentile.ts";
import { formatCounts, formatLatencies } from "../figures/row.ts";
import { askForGood } from "../hub/ask-hub.ts";
import { LoadProcess } from "../process/load-process.ts";
import type { DriversCalls, FloodCalls } from "../workers/load-calls.ts";
import type { Section } from "./section.ts";
import { startLoadedHub } from "./start-loaded-hub.ts";

const DEVICES = 5000;
const DEVICE = "greedy-0-light-0";
const AT_ONCE = 64;
const FLOOD_S = 10;
const QUIET_S = 5;
const MOST_P99_MS = 500;
const JSON_TYPE = { "content-type": "application/json" };

/** A client with a token that asks for all of a large home without a pause, beside one that asks for a device. */
export const greedyClient: Section = {
  key: "greedy",
  title: `a client with a token that asks for all of ${DEVICES} devices, ${AT_ONCE} times at a time for ${FLOOD_S} s`,
  async run() {
    await using hub = await startLoadedHub();
    await using drivers = new LoadProcess<DriversCalls>("sdk-drivers-main.ts");
    await using flooder = new LoadProcess<FloodCalls>("flood-main.ts");
    await drivers.call("start", { wsUrl: hub.driverUrl, prefix: "greedy", drivers: 1, devices: DEVICES });
    const asAdmin = { authorization: `Bearer ${hub.adminToken}` };
    const made = await askForGood(hub.port, {
      method: "POST",
      path: "/v1/os/tokens",
      headers: { ...asAdmin, ...JSON_TYPE },
      body: JSON.stringify({ name: "greedy", scopes: ["devices:read"] }),
    });
    const { token } = JSON.parse(made.text) as { readonly token: string };
    const path = `/v1/os/devices/${DEVICE}`;
    const request = () => askForGood(hub.port, { method: "GET", path, headers: asAdmin });
    const before = await measureLatencies(QUIET_S, request);
    const flooding = flooder.call("requests", {
      port: hub.port,
      atOnce: AT_ONCE,
      seconds: FLOOD_S,
      method: "GET",
      path: "/v1/os/bootstrap",
      headers: { authorization: `Bearer ${token}` },
    });
    const during = await measureLatencies(FLOOD_S, request);
    const counts = await flooding;
    const after = await measureLatencies(QUIET_S, request);
    return [
      { what: "a request of somebody else before", figure: formatLatencies(before) },
      {
        what: "during the flood",
        figure: formatLatencies(during),
        complaint: percentile(during, 0.99) > MOST_P99_MS ? "too slow" : undefined,
      },
      { what: "after it", figure: formatLatencies(after) },
      { what: "answers to the flood by status", figure: formatCounts(counts) },
    ];
  },
};
