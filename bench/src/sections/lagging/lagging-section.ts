import { HOS, hosCommandWith } from "../../contenders/hos.ts";
import type { StallJob, StallResult } from "../../load/stall/stall-run.ts";
import { runLoad } from "../../load/run-load.ts";
import type { Budget } from "../../report/budget.ts";
import { formatNumber } from "../../report/format-number.ts";
import { median } from "../../report/median.ts";
import type { Table } from "../../report/table.ts";
import { ServerProcess } from "../../servers/server-process.ts";
import type { RunSetting, Section, SectionReport } from "../section.ts";

/** L: clients that stop reading. What they cost the hub, and what the others notice of them. */
export const laggingSection: Section = { key: "L", title: "lagging clients", run };

const MIB = 1024 * 1024;
const UNHARMED = 1.25;
const PLATEAU = 1.1;

type Plan = Omit<StallJob, "protocol" | "target" | "serverPid" | "healthy" | "stalled"> & { readonly clients: number };

interface LaggingFigures {
  readonly form: string;
  readonly alone: StallResult;
  readonly besideStalled: StallResult;
  readonly crowd: StallResult;
}

async function run({ quick, contenders, log }: RunSetting): Promise<SectionReport> {
  const forms = contenders.filter(({ id }) => HOS.some((each) => each.id === id));
  const figures: LaggingFigures[] = [];
  for (const { id, name, protocol } of forms) {
    const measure = (plan: Plan, healthy: number, stalled: number) =>
      measureStall({ ...plan, protocol, healthy, stalled });
    const half = createHalfPlan(quick);
    log(`L ${name}: ${half.clients} clients, all of them reading`);
    const alone = await measure(half, half.clients, 0);
    log(`L ${name}: ${half.clients} clients, half of them not reading`);
    const besideStalled = await measure(half, half.clients / 2, half.clients / 2);
    const plan = createCrowdPlan(quick);
    log(`L ${name}: ${plan.clients} clients that do not read, ${plan.devices} devices, ${plan.durationMs / 1000} s`);
    figures.push({ form: id, alone, besideStalled, crowd: await measure(plan, 1, plan.clients) });
  }
  return {
    tables: [createTable(figures)],
    charts: [],
    budgets: figures.flatMap(findBudgets),
    figures,
    losses: figures.flatMap(findLosses),
  };
}

function createHalfPlan(quick: boolean): Plan {
  const shared = { devices: 100, updatesPerSecond: 200, tickMs: 5, sampleMs: 1000 };
  return quick ? { ...shared, clients: 4, durationMs: 300 } : { ...shared, clients: 100, durationMs: 20_000 };
}

/** Bursts, so that filling the network's own buffers of so many clients does not take all of the hub's time. */
function createCrowdPlan(quick: boolean): Plan {
  const shared = { updatesPerSecond: 4000, tickMs: 500 };
  return quick
    ? { ...shared, devices: 100, clients: 10, durationMs: 1500, sampleMs: 250 }
    : { ...shared, devices: 1000, clients: 1000, durationMs: 300_000, sampleMs: 5000 };
}

async function measureStall(job: Omit<StallJob, "target" | "serverPid"> & { clients?: number }): Promise<StallResult> {
  // Nobody is to be cut while the memory is looked at.
  const command = hosCommandWith({ HOS_CLIENT_STALL_MS: "3600000", HOS_CLIENT_BUFFER_BYTES: String(MIB) });
  await using server = await ServerProcess.start({ name: "HOS", command });
  return await runLoad("stall", { ...job, target: server.target, serverPid: server.pid });
}

function createTable(figures: readonly LaggingFigures[]): Table {
  return {
    title: "L lagging clients: latency p50 / p99, ms, 200 updates/s; RSS, MB",
    columns: ["", "all read", "half do not", "RSS before", "after 1/3", "at the end", "all caught up, ms"],
    rows: figures.map(({ form, alone, besideStalled, crowd }) => [
      form,
      formatLatency(alone),
      formatLatency(besideStalled),
      ...[0, 1 / 3, 1].map((share) => formatNumber(rssAt(crowd, share) / MIB)),
      formatNumber(crowd.caughtUpMs),
    ]),
  };
}

function formatLatency({ latency: { p50Ms, p99Ms } }: StallResult): string {
  return `${formatNumber(p50Ms)} / ${formatNumber(p99Ms)}`;
}

function findBudgets({ form, alone, besideStalled, crowd }: LaggingFigures): readonly Budget[] {
  return [
    {
      what: `${form}: p50 of readers beside as many that do not read, to all reading`,
      value: besideStalled.latency.p50Ms / alone.latency.p50Ms,
      unit: "x",
      limit: UNHARMED,
      bound: "most",
    },
    {
      what: `${form}: RSS at the end, to that after a third of the time`,
      value: rssAt(crowd, 1) / rssAt(crowd, 1 / 3),
      unit: "x",
      limit: PLATEAU,
      bound: "most",
    },
  ];
}

/** About a moment of the run; the median of the samples around it. */
function rssAt({ rssBytes }: StallResult, share: number): number {
  const at = Math.round((rssBytes.length - 1) * share);
  const around = share === 0 ? 0 : Math.max(1, Math.floor(rssBytes.length / 12));
  return median(rssBytes.slice(Math.max(0, at - around), at + around + 1));
}

function findLosses({ form, alone, besideStalled, crowd }: LaggingFigures): readonly string[] {
  const all = [alone, besideStalled, crowd];
  const losers = all.reduce((sum, each) => sum + each.losers, 0);
  const left = all.reduce((sum, each) => sum + each.left, 0);
  return [
    ...(losers === 0 ? [] : [`${form}: ${losers} clients that read did not get everything.`]),
    ...(left === 0 ? [] : [`${form}: ${left} clients did not get the newest state when they read on.`]),
  ];
}
