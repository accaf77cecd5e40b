/** Bars of one contender. */
export interface BarGroup {
  readonly name: string;
  /** One for each series; `NaN` where there is no figure. */
  readonly values: readonly number[];
}

/** Figures of contenders side by side, on a logarithmic scale. */
export interface BarChart {
  /** Names the file. */
  readonly key: string;
  readonly title: string;
  readonly subtitle: string;
  readonly series: readonly string[];
  readonly groups: readonly BarGroup[];
}
