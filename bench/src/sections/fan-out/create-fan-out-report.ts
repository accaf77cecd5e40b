import type { Contender } from "../../contenders/contender.ts";
import type { BarChart } from "../../report/bar-chart.ts";
import { formatNumber, formatShare } from "../../report/format-number.ts";
import type { Table } from "../../report/table.ts";
import type { SectionReport } from "../section.ts";
import type { FanOutFigures, StretchFigures } from "./fan-out-figures.ts";
import { HOME_PACE } from "./fan-out-plan.ts";
import { findFanOutBudgets } from "./find-fan-out-budgets.ts";

/** Tables, chart, budgets and losses of the figures. */
export function createFanOutReport(figures: readonly FanOutFigures[], contenders: readonly Contender[]): SectionReport {
  const names = new Map(contenders.map(({ id, name }) => [id, name]));
  const nameOf = ({ contender }: FanOutFigures) => names.get(contender) ?? contender;
  const counts = [...new Set(figures.map(({ clients }) => clients))];
  return {
    tables: counts.flatMap((clients) => {
      const rows = figures.filter((each) => each.clients === clients);
      return [createSaturatedTable(rows, nameOf), createPacedTable(rows, nameOf)];
    }),
    charts: [createChart(figures, { contenders, counts })],
    budgets: findFanOutBudgets(figures),
    figures,
    losses: figures.flatMap((each) => findLosses(each, nameOf(each))),
  };
}

type NameOf = (figures: FanOutFigures) => string;

function createSaturatedTable(rows: readonly FanOutFigures[], nameOf: NameOf): Table {
  return {
    title: `F fan-out, saturated, ${rows[0]?.clients} clients`,
    columns: ["", "us CPU/delivery", "deliveries/s", "lossless", "bytes/delivery", "load core"],
    rows: rows.map((row) => [
      nameOf(row),
      formatNumber(row.saturated.cpuUsPerDelivery),
      formatNumber(row.saturated.deliveriesPerSecond),
      formatShare(row.saturated.losslessShare),
      formatNumber(row.saturated.bytesPerDelivery),
      `${Math.round(row.saturated.loadShare * 100)} %`,
    ]),
  };
}

function createPacedTable(rows: readonly FanOutFigures[], nameOf: NameOf): Table {
  return {
    title: `F fan-out, paced, ${rows[0]?.clients} clients; latency p50 / p99, ms`,
    columns: ["", "20 % of max", "50 %", "80 %", "200/s", "200/s us CPU/delivery", "lossless"],
    rows: rows.map((row) => [
      nameOf(row),
      ...row.paced.map(formatLatency),
      formatNumber(row.paced[HOME_PACE]?.cpuUsPerDelivery ?? Number.NaN),
      formatShare(Math.min(...row.paced.map(({ losslessShare }) => losslessShare))),
    ]),
  };
}

function formatLatency({ p50Ms, p99Ms }: StretchFigures): string {
  return `${formatNumber(p50Ms)} / ${formatNumber(p99Ms)}`;
}

function createChart(
  figures: readonly FanOutFigures[],
  { contenders, counts }: { readonly contenders: readonly Contender[]; readonly counts: readonly number[] },
): BarChart {
  const find = (id: string, clients: number) =>
    figures.find(({ contender, clients: count }) => contender === id && count === clients)?.saturated.cpuUsPerDelivery;
  const shown = counts.filter((count) => count === 10 || count === 100);
  return {
    key: "fan-out",
    title: "What one delivered update costs the server",
    subtitle: "CPU per delivery, microseconds, saturated; 1 driver, 100 devices; less is better (logarithmic)",
    series: shown.map((count) => `${count} clients`),
    groups: contenders.map(({ id, name }) => ({ name, values: shown.map((count) => find(id, count) ?? Number.NaN) })),
  };
}

/** What the hub owes to clients that keep up. Others are measured, not judged. */
function findLosses({ contender, clients, saturated, paced }: FanOutFigures, name: string): string[] {
  if (!contender.startsWith("hos-")) return [];
  const worst = Math.min(saturated.losslessShare, ...paced.map(({ losslessShare }) => losslessShare));
  return worst === 1 ? [] : [`${name}, ${clients} clients: ${formatShare(worst)} of the deliveries came.`];
}
