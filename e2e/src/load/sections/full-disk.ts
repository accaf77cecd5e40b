import { rmSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { DeviceRecord } from "@hos/protocol/device-model";
import { askForGood, askHub } from "../hub/ask-hub.ts";
import type { HubRun } from "../hub/hub-run.ts";
import { canMountDisk } from "../hub/small-disk.ts";
import { measureLatencies } from "../figures/measure-latencies.ts";
import { percentile } from "../figures/percentile.ts";
import { formatLatencies, formatMs, type Row } from "../figures/row.ts";
import { until } from "../figures/until.ts";
import { LoadProcess } from "../process/load-process.ts";
import type { DriversCalls } from "../workers/load-calls.ts";
import type { Section } from "./section.ts";
import { startLoadedHub } from "./start-loaded-hub.ts";

const DISK_MEBIBYTES = 8;
const DRIVERS = 50;
const DEVICES_OF_DRIVER = 10;
const REPORT_MS = 200;
const MEASURED_S = 5;
const MOST_P99_MS = 500;

/** The disk of a hub fills up while drivers report and people ask. */
export const fullDisk: Section = {
  key: "disk",
  title: `a disk of ${DISK_MEBIBYTES} MiB that fills up under ${DRIVERS * DEVICES_OF_DRIVER} devices that report five times a second`,
  async run() {
    if (!canMountDisk()) return [{ what: "nothing may be mounted here", figure: "left out" }];
    await using hub = await startLoadedHub({ diskMebibytes: DISK_MEBIBYTES });
    await using drivers = new LoadProcess<DriversCalls>("sdk-drivers-main.ts");
    await drivers.call("start", {
      wsUrl: hub.driverUrl,
      prefix: "disk",
      drivers: DRIVERS,
      devices: DEVICES_OF_DRIVER,
    });
    const reporting = new AbortController();
    const reports = report(drivers, reporting.signal);
    try {
      return await tryOut(hub);
    } finally {
      reporting.abort();
      await reports;
    }
  },
};

async function tryOut(hub: HubRun): Promise<readonly Row[]> {
  const before = await measureLatencies(MEASURED_S, () => ask(hub, "/devices/disk-0-light-0"));
  fill(hub);
  await until("A change is refused", async () => (await save(hub)).status === 507);
  const refused = await save(hub);
  const during = await measureLatencies(MEASURED_S, () => ask(hub, "/devices/disk-0-light-0"));
  const moves = await isLive(hub);
  free(hub);
  const freedAt = performance.now();
  await until("A change is stored", async () => (await save(hub)).status === 200);
  const storedMs = performance.now() - freedAt;
  return [
    { what: "a request before", figure: formatLatencies(before) },
    { what: "a change on the full disk is answered", figure: `${refused.status} ${codeOf(refused.text)}` },
    {
      what: "a request on the full disk",
      figure: formatLatencies(during),
      complaint: percentile(during, 0.99) > MOST_P99_MS ? "too slow" : undefined,
    },
    { what: "states go on", figure: moves ? "yes" : "no", complaint: moves ? undefined : "they stand still" },
    { what: "when there is room again a change is stored after", figure: formatMs(storedMs) },
  ];
}

async function report(drivers: LoadProcess<DriversCalls>, signal: AbortSignal): Promise<void> {
  for (let round = 0; !signal.aborted; round += 1) {
    await drivers.call("report", round);
    await wait(REPORT_MS);
  }
}

async function isLive(hub: HubRun): Promise<boolean> {
  const read = async () => (JSON.parse((await ask(hub, "/devices/disk-1-light-1")).text) as DeviceRecord).revision;
  const before = await read();
  await wait(3 * REPORT_MS);
  return (await read()) > before;
}

function fillingOf(hub: HubRun): string {
  return `/proc/${hub.pid}/root${hub.dataDir}/filling`;
}

function fill(hub: HubRun): void {
  const chunk = Buffer.alloc(4096);
  try {
    for (;;) writeFileSync(fillingOf(hub), chunk, { flag: "a" });
  } catch (fault) {
    if (!(fault instanceof Error && "code" in fault && fault.code === "ENOSPC")) throw fault;
  }
}

function free(hub: HubRun): void {
  rmSync(fillingOf(hub));
}

async function ask(hub: HubRun, path: string) {
  const headers = { authorization: `Bearer ${hub.adminToken}` };
  return await askForGood(hub.port, { method: "GET", path: `/v1/os${path}`, headers });
}

/** Large enough not to fit into what SQLite has left. */
const LARGE = "x".repeat(100_000);

async function save(hub: HubRun) {
  return await askHub(hub.port, {
    method: "POST",
    path: "/v1/os/preferences/home",
    headers: { authorization: `Bearer ${hub.adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ preferences: { text: LARGE, at: performance.now() } }),
  });
}

function codeOf(text: string): string {
  return /"code":"(\w+)"/.exec(text)?.[1] ?? "";
}
