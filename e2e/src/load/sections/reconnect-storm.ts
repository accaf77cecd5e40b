import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bootstrap } from "@hos/protocol/rest";
import { formatMebibytes, formatMs } from "../figures/row.ts";
import { until } from "../figures/until.ts";
import { askForGood } from "../hub/ask-hub.ts";
import type { HubRun } from "../hub/hub-run.ts";
import { LoadProcess } from "../process/load-process.ts";
import type { DriversCalls } from "../workers/load-calls.ts";
import type { Section } from "./section.ts";
import { startLoadedHub } from "./start-loaded-hub.ts";

const PROCESSES = 4;
const DRIVERS_OF_PROCESS = 125;
const DEVICES_OF_DRIVER = 10;
const DRIVERS = PROCESSES * DRIVERS_OF_PROCESS;
const DEVICES = DRIVERS * DEVICES_OF_DRIVER;
const MOST_MS = 30_000;

/** The hub is killed, and all of its drivers want to come back at once. */
export const reconnectStorm: Section = {
  key: "storm",
  title: `kill -9 of a hub with ${DRIVERS} drivers of ${DEVICES_OF_DRIVER} devices each`,
  async run() {
    const dataDir = mkdtempSync(join(tmpdir(), "hos-storm-"));
    const drivers = Array.from({ length: PROCESSES }, () => new LoadProcess<DriversCalls>("sdk-drivers-main.ts"));
    try {
      const first = await startLoadedHub({ dataDir });
      const { port } = first;
      await startDrivers(drivers, first.driverUrl);
      await until("All devices are there", () => allOnline(first));
      await first[Symbol.asyncDispose]();
      const killedAt = Date.now();
      await using second = await startLoadedHub({ dataDir, env: { PORT: String(port) } });
      const readyAt = Date.now();
      await until("All drivers are back", async () => (await readRegistrations(drivers)).every((at) => at > killedAt));
      const registeredAt = Math.max(...(await readRegistrations(drivers)));
      await until("All devices are online", () => allOnline(second));
      const onlineMs = Date.now() - readyAt;
      const complaint = onlineMs > MOST_MS ? "too late" : undefined;
      return [
        { what: "the hub is ready again after", figure: formatMs(readyAt - killedAt) },
        { what: "from then on: all drivers are registered after", figure: formatMs(registeredAt - readyAt) },
        { what: `from then on: all ${DEVICES} devices are online after`, figure: formatMs(onlineMs), complaint },
        { what: "memory of the hub then", figure: formatMebibytes(await second.memory()) },
      ];
    } finally {
      for (const process of drivers) await process[Symbol.asyncDispose]();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

async function startDrivers(processes: readonly LoadProcess<DriversCalls>[], wsUrl: string): Promise<void> {
  const jobs = processes.map((process, index) =>
    process.call("start", {
      wsUrl,
      prefix: `process-${index}`,
      drivers: DRIVERS_OF_PROCESS,
      devices: DEVICES_OF_DRIVER,
    }),
  );
  await Promise.all(jobs);
}

async function readRegistrations(processes: readonly LoadProcess<DriversCalls>[]): Promise<readonly number[]> {
  return (await Promise.all(processes.map((process) => process.call("registrations")))).flat();
}

async function allOnline(hub: HubRun): Promise<boolean> {
  const headers = { authorization: `Bearer ${hub.adminToken}` };
  const { text } = await askForGood(hub.port, { method: "GET", path: "/v1/os/bootstrap", headers });
  const { devices } = JSON.parse(text) as Bootstrap;
  return devices.length === DEVICES && devices.every(({ availability }) => availability.status === "online");
}
