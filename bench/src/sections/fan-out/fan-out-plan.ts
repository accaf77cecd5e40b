import type { Pace } from "../../load/fan-out/fan-out-job.ts";

/** The paces of the latency figures, in this order. */
export const PACES: readonly Pace[] = [
  { shareOfMax: 0.2 },
  { shareOfMax: 0.5 },
  { shareOfMax: 0.8 },
  { perSecond: 200 },
];
/** Where in {@link PACES} a home's real load stands. */
export const HOME_PACE = 3;

/** How much is measured. */
export interface FanOutPlan {
  readonly clientCounts: readonly number[];
  readonly devices: number;
  readonly warmUpMs: number;
  readonly saturatedMs: number;
  readonly pacedMs: number;
}

/** The plan of a full run and of a smoke test. */
export function createFanOutPlan(quick: boolean): FanOutPlan {
  return quick
    ? { clientCounts: [10], devices: 100, warmUpMs: 100, saturatedMs: 300, pacedMs: 150 }
    : { clientCounts: [1, 10, 100, 500], devices: 100, warmUpMs: 1000, saturatedMs: 2000, pacedMs: 2500 };
}
