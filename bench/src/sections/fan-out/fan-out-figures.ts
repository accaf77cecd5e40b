import type { FanOutResult, Stretch } from "../../load/fan-out/fan-out-job.ts";
import { median } from "../../report/median.ts";

/** The medians of a stretch over all runs. */
export interface StretchFigures {
  readonly cpuUsPerDelivery: number;
  readonly deliveriesPerSecond: number;
  readonly bytesPerDelivery: number;
  /** The worst of all runs: losing something once is losing something. */
  readonly losslessShare: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How busy the core of the load was. */
  readonly loadShare: number;
}

/** What one contender came to with one number of clients. */
export interface FanOutFigures {
  readonly contender: string;
  readonly clients: number;
  readonly saturated: StretchFigures;
  readonly paced: readonly StretchFigures[];
}

/** Sums up the runs of one contender with one number of clients. */
export function sumUpFanOut(contender: string, clients: number, runs: readonly FanOutResult[]): FanOutFigures {
  const [first] = runs;
  return {
    contender,
    clients,
    saturated: sumUp(runs.map(({ saturated }) => saturated)),
    paced: (first?.paced ?? []).map((_stretch, index) =>
      sumUp(runs.map(({ paced }) => paced[index]).filter((stretch) => stretch !== undefined)),
    ),
  };
}

function sumUp(stretches: readonly Stretch[]): StretchFigures {
  const of = (read: (stretch: Stretch) => number) => median(stretches.map(read));
  return {
    cpuUsPerDelivery: of(({ serverCpuMs, deliveries }) => (serverCpuMs * 1000) / deliveries),
    deliveriesPerSecond: of(({ deliveries, wallMs }) => (deliveries / wallMs) * 1000),
    bytesPerDelivery: of(({ bytesPerDelivery }) => bytesPerDelivery),
    losslessShare: Math.min(...stretches.map(({ losslessShare }) => losslessShare)),
    p50Ms: of(({ latency }) => latency.p50Ms),
    p99Ms: of(({ latency }) => latency.p99Ms),
    loadShare: of(({ loadCpuMs, wallMs }) => loadCpuMs / wallMs),
  };
}
