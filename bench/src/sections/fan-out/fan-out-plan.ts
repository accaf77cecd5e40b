import type { Pace } from "../../load/fan-out/fan-out-job.ts";

/** Where in {@link FanOutPlan.paces} a home's real load stands. */
export const HOME_PACE = 3;

/** How much is measured. */
export interface FanOutPlan {
  readonly clientCounts: readonly number[];
  readonly devices: number;
  readonly warmUpMs: number;
  readonly saturatedMs: number;
  /** Of the latency figures, in this order. */
  readonly paces: readonly Pace[];
}

/** The plan of a full run and of a smoke test. */
export function createFanOutPlan(quick: boolean): FanOutPlan {
  const short = quick ? { settleMs: 50, measuredMs: 150 } : { settleMs: 200, measuredMs: 1500 };
  // What the load before left behind is collected about three seconds later, which is not what a home's load costs.
  const long = quick ? short : { settleMs: 5000, measuredMs: 6000 };
  const paces = [
    { rate: { shareOfMax: 0.2 }, ...short },
    { rate: { shareOfMax: 0.5 }, ...short },
    { rate: { shareOfMax: 0.8 }, ...short },
    { rate: { perSecond: 200 }, ...long },
  ];
  return quick
    ? { clientCounts: [10], devices: 100, warmUpMs: 100, saturatedMs: 300, paces }
    : { clientCounts: [1, 10, 100, 500], devices: 100, warmUpMs: 1000, saturatedMs: 2000, paces };
}
