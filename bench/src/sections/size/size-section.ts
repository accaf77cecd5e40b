import type { StormResult } from "../../load/storm/storm-run.ts";
import type { Budget } from "../../report/budget.ts";
import { formatNumber } from "../../report/format-number.ts";
import { median } from "../../report/median.ts";
import type { Table } from "../../report/table.ts";
import type { RunSetting, Section, SectionReport } from "../section.ts";
import { type DeviceFigures, measureCrowd, measureDevices, measureStorm } from "./measure-home.ts";
import { measureStarts, type StartFigures } from "./measure-starts.ts";
import { createSizePlan, type SizePlan } from "./size-plan.ts";

/** S: how long the hub takes to start, how much memory it takes, and how it takes large homes. */
export const sizeSection: Section = { key: "S", title: "size", run };

const MIB = 1024 * 1024;
const KIB = 1024;

interface SizeFigures {
  readonly starts: readonly StartFigures[];
  readonly devices: DeviceFigures;
  readonly crowdRssBytes: number;
  readonly storm: StormResult;
}

async function run({ quick, runs, log }: RunSetting): Promise<SectionReport> {
  const plan = createSizePlan(quick);
  log(`S ${plan.starts} starts`);
  const starts = await measureStarts(plan);
  const devices: DeviceFigures[] = [];
  const storms: StormResult[] = [];
  for (let runIndex = 1; runIndex <= runs; runIndex += 1) {
    log(`S run ${runIndex}/${runs}, ${plan.devices} devices`);
    devices.push(await measureDevices(plan));
    log(`S run ${runIndex}/${runs}, ${plan.storm.drivers} drivers return at once`);
    storms.push(await measureStorm(plan));
  }
  log(`S ${plan.crowd.drivers} drivers, ${plan.crowd.clients} clients`);
  const crowdRssBytes = await measureCrowd(plan);
  const figures = { starts, devices: sumUpDevices(devices), crowdRssBytes, storm: sumUpStorms(storms) };
  const missing = storms.reduce((sum, storm) => sum + storm.missing, 0);
  return {
    tables: [createTable(figures, plan)],
    charts: [],
    budgets: findBudgets(figures),
    figures,
    losses: missing === 0 ? [] : [`storm: ${missing} devices did not come online in every client.`],
  };
}

function sumUpDevices(all: readonly DeviceFigures[]): DeviceFigures {
  const of = (read: (figures: DeviceFigures) => number) => median(all.map(read));
  return {
    heapBytesPerDevice: of(({ heapBytesPerDevice }) => heapBytesPerDevice),
    rssBytes: of(({ rssBytes }) => rssBytes),
    bootstrap: {
      serverCpuMs: of(({ bootstrap }) => bootstrap.serverCpuMs),
      wallMs: of(({ bootstrap }) => bootstrap.wallMs),
      bytes: of(({ bootstrap }) => bootstrap.bytes),
    },
  };
}

function sumUpStorms(all: readonly StormResult[]): StormResult {
  return {
    settledMs: median(all.map(({ settledMs }) => settledMs)),
    serverCpuMs: median(all.map(({ serverCpuMs }) => serverCpuMs)),
    missing: Math.max(...all.map(({ missing }) => missing)),
  };
}

function createTable({ starts, devices, crowdRssBytes, storm }: SizeFigures, plan: SizePlan): Table {
  return {
    title: "S size",
    columns: ["", "figure"],
    rows: [
      ...starts.map(({ what, firstReadyMs }) => [`ready the first time, ${what}`, `${formatNumber(firstReadyMs)} ms`]),
      ...starts.map(({ what, readyMs }) => [`ready after the spawn, ${what}`, `${formatNumber(readyMs)} ms`]),
      ...starts.map(({ what, idleRssBytes }) => [`idle RSS, ${what}`, formatMegabytes(idleRssBytes)]),
      [`heap per plain device, ${plan.devices} devices`, `${formatNumber(devices.heapBytesPerDevice / KIB)} kB`],
      [`RSS with ${plan.devices} devices`, formatMegabytes(devices.rssBytes)],
      [`GET /bootstrap, ${plan.devices} devices, server CPU`, `${formatNumber(devices.bootstrap.serverCpuMs)} ms`],
      [`GET /bootstrap, ${plan.devices} devices, answer`, formatMegabytes(devices.bootstrap.bytes)],
      [`RSS with ${plan.crowd.drivers} drivers and ${plan.crowd.clients} clients`, formatMegabytes(crowdRssBytes)],
      [
        `${plan.storm.drivers} drivers x ${plan.storm.devicesPerDriver} devices return at once, settled`,
        `${formatNumber(storm.settledMs)} ms`,
      ],
    ],
  };
}

function formatMegabytes(bytes: number): string {
  return `${formatNumber(bytes / MIB)} MB`;
}

function findBudgets({ starts, devices, storm }: SizeFigures): readonly Budget[] {
  const [shipped] = starts;
  const most = { bound: "most" } as const;
  return [
    {
      what: `ready after the spawn (${shipped?.what})`,
      value: shipped?.readyMs ?? NaN,
      unit: "ms",
      limit: 400,
      ...most,
    },
    {
      what: `idle RSS (${shipped?.what})`,
      value: (shipped?.idleRssBytes ?? NaN) / MIB,
      unit: "MB",
      limit: 90,
      ...most,
    },
    { what: "heap per plain device", value: devices.heapBytesPerDevice / KIB, unit: "kB", limit: 4, ...most },
    { what: "bootstrap of 10,000 devices", value: devices.bootstrap.serverCpuMs, unit: "ms CPU", limit: 40, ...most },
    { what: "storm settled", value: storm.settledMs, unit: "ms", limit: 3000, ...most },
  ];
}
