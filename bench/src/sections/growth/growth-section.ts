import { hosCommand } from "../../contenders/hos.ts";
import { runLoad } from "../../load/run-load.ts";
import type { Budget } from "../../report/budget.ts";
import { formatNumber } from "../../report/format-number.ts";
import { median } from "../../report/median.ts";
import type { Table } from "../../report/table.ts";
import { ServerProcess } from "../../servers/server-process.ts";
import type { RunSetting, Section, SectionReport } from "../section.ts";

/** G: the same updates and commands in homes of different sizes. What they cost must not grow with the home. */
export const growthSection: Section = { key: "G", title: "growth", run };

const DEVICE_COUNTS = [100, 1000, 10_000];
const CLIENTS = 10;
const IN_FLIGHT = 64;

interface GrowthFigures {
  readonly devices: number;
  /** Of an update that goes to {@link CLIENTS} clients, saturated. */
  readonly cpuUsPerUpdate: number;
  /** Over REST. */
  readonly cpuUsPerCommand: number;
}

interface Times {
  readonly warmUpMs: number;
  readonly measuredMs: number;
}

async function run({ quick, runs, log }: RunSetting): Promise<SectionReport> {
  const times: Times = quick ? { warmUpMs: 100, measuredMs: 200 } : { warmUpMs: 1500, measuredMs: 2500 };
  const counts = quick ? DEVICE_COUNTS.slice(0, 2) : DEVICE_COUNTS;
  const results = counts.map((): GrowthFigures[] => []);
  for (let runIndex = 1; runIndex <= runs; runIndex += 1) {
    for (const [index, devices] of counts.entries()) {
      const cpuUsPerUpdate = await measureUpdates(devices, times);
      const cpuUsPerCommand = await measureCommands(devices, times);
      results[index]?.push({ devices, cpuUsPerUpdate, cpuUsPerCommand });
      const costs = `${formatNumber(cpuUsPerUpdate)} us per update, ${formatNumber(cpuUsPerCommand)} us per command`;
      log(`G run ${runIndex}/${runs}, ${devices} devices: ${costs}`);
    }
  }
  const figures = counts.map((devices, index) => ({
    devices,
    cpuUsPerUpdate: median((results[index] ?? []).map(({ cpuUsPerUpdate }) => cpuUsPerUpdate)),
    cpuUsPerCommand: median((results[index] ?? []).map(({ cpuUsPerCommand }) => cpuUsPerCommand)),
  }));
  return { tables: [createTable(figures)], charts: [], budgets: findBudgets(figures), figures, losses: [] };
}

async function measureUpdates(devices: number, { warmUpMs, measuredMs: saturatedMs }: Times): Promise<number> {
  await using server = await ServerProcess.start({ name: "HOS", command: hosCommand });
  const { saturated } = await runLoad("fanOut", {
    protocol: "hos-coalesced",
    target: server.target,
    serverPid: server.pid,
    devices,
    clients: CLIENTS,
    warmUpMs,
    saturatedMs,
    paces: [],
  });
  return (saturated.serverCpuMs * 1000) / saturated.updates;
}

async function measureCommands(devices: number, times: Times): Promise<number> {
  await using server = await ServerProcess.start({ name: "HOS", command: hosCommand });
  const { target, pid: serverPid } = server;
  const job = { way: "rest", target, serverPid, drivers: 1, devices, inFlight: IN_FLIGHT, ...times } as const;
  const result = await runLoad("commands", job);
  return (result.serverCpuMs * 1000) / result.commands;
}

function createTable(figures: readonly GrowthFigures[]): Table {
  return {
    title: `G growth: updates to ${CLIENTS} clients, and commands with ${IN_FLIGHT} in flight`,
    columns: ["devices", "us CPU/update", "us CPU/command"],
    rows: figures.map(({ devices, cpuUsPerUpdate, cpuUsPerCommand }) => [
      String(devices),
      formatNumber(cpuUsPerUpdate),
      formatNumber(cpuUsPerCommand),
    ]),
  };
}

function findBudgets(figures: readonly GrowthFigures[]): readonly Budget[] {
  const [smallest, largest] = [figures[0], figures.at(-1)];
  if (smallest === undefined || largest === undefined) return [];
  const growth = (read: (each: GrowthFigures) => number) => read(largest) / read(smallest);
  const names = `${smallest.devices} to ${largest.devices} devices`;
  return [
    {
      what: `growth of an update's cost, ${names}`,
      value: growth((each) => each.cpuUsPerUpdate),
      unit: "x",
      limit: 1.15,
      bound: "most",
    },
    {
      what: `growth of a command's cost, ${names}`,
      value: growth((each) => each.cpuUsPerCommand),
      unit: "x",
      limit: 1.15,
      bound: "most",
    },
  ];
}
