import { setInterval } from "node:timers/promises";
import { HosDriver } from "@hos/driver-sdk";
import { HostMonitor } from "./host-monitor.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { findSensors } from "./sensors/find-sensors.ts";

function readOptions(): Options {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`host-monitor: ${(error as Error).message.split("\n")[0]} (--help lists the switches)`);
    return process.exit(2);
  }
}

const { instanceId, intervalMs, diskPath, help } = readOptions();
if (help) {
  console.log(HELP);
  process.exit();
}
const wsUrl = process.env["HOS_WS_URL"] ?? "ws://localhost:8080/driver";
const driver = new HosDriver({ driverKey: "HOST_MONITOR", instanceId, wsUrl, name: "Host monitor", version: "0.1.0" });
const stopped = new AbortController();

driver.on("pairing", ({ code }) => console.log(`Approve ${instanceId} in the hub with the code ${code}.`));
driver.on("registered", () => console.log(`Registered at ${wsUrl} as ${instanceId}.`));
driver.on("error", (error) => console.error(error.message));
driver.on("disconnected", ({ code, reason, willReconnect }) => {
  console.log(`Disconnected (${code}) ${reason}`);
  // Replaced or not let in: the hub does not want this driver back.
  if (!willReconnect && code >= 4000) stop(1);
});

function stop(exitCode: number): void {
  process.exitCode = exitCode;
  stopped.abort();
}

process.once("SIGINT", () => stop(0));
process.once("SIGTERM", () => stop(0));

const monitor = new HostMonitor({ driver, sensors: await findSensors(diskPath), instanceId });
monitor.announce();
driver.connect();
try {
  await monitor.report();
  for await (const _ of setInterval(intervalMs, undefined, { signal: stopped.signal })) await monitor.report();
} catch (error) {
  if (!stopped.signal.aborted) throw error;
} finally {
  await driver.close();
}
