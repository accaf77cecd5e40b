import { hosCommand } from "../../contenders/hos.ts";
import { sourceCommand } from "../../contenders/source-command.ts";
import type { IngestJob, IngestResult } from "../../load/ingest/ingest-job.ts";
import { runLoad } from "../../load/run-load.ts";
import type { Budget } from "../../report/budget.ts";
import { formatNumber } from "../../report/format-number.ts";
import { median } from "../../report/median.ts";
import type { Table } from "../../report/table.ts";
import { ServerProcess } from "../../servers/server-process.ts";
import type { RunSetting, Section, SectionReport } from "../section.ts";

/** I: updates of drivers to which nobody listens. What taking one in costs. */
export const ingestSection: Section = { key: "I", title: "ingest", run };

const SERVERS = [
  { id: "hos", name: "HOS", command: hosCommand },
  {
    id: "counting-relay",
    name: "relay that parses and counts",
    command: ({ port }: { readonly port: number }) =>
      sourceCommand("bench/src/relays/counting-relay.ts", { PORT: String(port) }),
  },
] as const;
const DRIVER_COUNTS = [1, 100];
const DEVICES = 100;

interface IngestFigures {
  readonly server: string;
  readonly drivers: number;
  readonly updatesPerSecond: number;
  readonly cpuUsPerUpdate: number;
  readonly allocatedBytesPerUpdate: number;
}

async function run({ quick, runs, log }: RunSetting): Promise<SectionReport> {
  const times = quick ? { warmUpMs: 100, measuredMs: 300 } : { warmUpMs: 1500, measuredMs: 3000 };
  const cases = DRIVER_COUNTS.flatMap((drivers) => SERVERS.map((server) => ({ server, drivers })));
  const results = cases.map((): (IngestResult & { allocated: number })[] => []);
  for (let runIndex = 1; runIndex <= runs; runIndex += 1) {
    for (const [index, { server, drivers }] of cases.entries()) {
      const result = await measure(server, { drivers, devicesPerDriver: DEVICES / drivers, ...times });
      results[index]?.push(result);
      const cost = formatNumber((result.serverCpuMs * 1000) / result.updates);
      log(`I run ${runIndex}/${runs}, ${drivers} drivers, ${server.name}: ${cost} us per update`);
    }
  }
  const figures = cases.map(({ server, drivers }, index) =>
    sumUp({ server: server.id, drivers }, results[index] ?? []),
  );
  return { tables: [createTable(figures)], charts: [], budgets: findBudgets(figures), figures, losses: [] };
}

async function measure(
  server: (typeof SERVERS)[number],
  job: Omit<IngestJob, "target" | "serverPid">,
): Promise<IngestResult & { allocated: number }> {
  await using running = await ServerProcess.start(server, { probed: true });
  const before = await running.probe();
  const beganAt = performance.now();
  const result = await runLoad("ingest", { ...job, target: running.target, serverPid: running.pid });
  const wholeMs = performance.now() - beganAt;
  const after = await running.probe();
  // What was allocated in the warm-up counts for as many updates as the warm-up had.
  const share = result.wallMs / Math.min(wholeMs, job.warmUpMs + job.measuredMs);
  return { ...result, allocated: (after.allocatedBytes - before.allocatedBytes) * share };
}

function sumUp(
  names: Pick<IngestFigures, "server" | "drivers">,
  results: readonly (IngestResult & { allocated: number })[],
): IngestFigures {
  return {
    ...names,
    updatesPerSecond: median(results.map(({ updates, wallMs }) => (updates / wallMs) * 1000)),
    cpuUsPerUpdate: median(results.map(({ serverCpuMs, updates }) => (serverCpuMs * 1000) / updates)),
    allocatedBytesPerUpdate: median(results.map(({ allocated, updates }) => allocated / updates)),
  };
}

function createTable(figures: readonly IngestFigures[]): Table {
  const names = new Map<string, string>(SERVERS.map(({ id, name }) => [id, name]));
  return {
    title: "I ingest, nobody listens",
    columns: ["", "drivers", "updates/s", "us CPU/update", "bytes allocated/update"],
    rows: figures.map(({ server, drivers, updatesPerSecond, cpuUsPerUpdate, allocatedBytesPerUpdate }) => [
      names.get(server) ?? server,
      String(drivers),
      formatNumber(updatesPerSecond),
      formatNumber(cpuUsPerUpdate),
      formatNumber(allocatedBytesPerUpdate),
    ]),
  };
}

function findBudgets(figures: readonly IngestFigures[]): readonly Budget[] {
  return DRIVER_COUNTS.map((drivers): Budget => {
    const cost = (id: string) =>
      figures.find((each) => each.server === id && each.drivers === drivers)?.cpuUsPerUpdate ?? Number.NaN;
    const value = (cost("counting-relay") / cost("hos")) * 100;
    const what = `ingest, ${drivers} drivers, updates per CPU second to a relay that parses and counts`;
    return { what, value, unit: "%", limit: 50, bound: "least" };
  });
}
