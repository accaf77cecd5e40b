import type { Contender } from "../contenders/contender.ts";
import type { BarChart } from "../report/bar-chart.ts";
import type { Budget } from "../report/budget.ts";
import type { Table } from "../report/table.ts";

/** What every section is run with. */
export interface RunSetting {
  /** A smoke test: short, and its times mean nothing. */
  readonly quick: boolean;
  /** How often everything is measured; the median counts. */
  readonly runs: number;
  /** Those that are installed. */
  readonly contenders: readonly Contender[];
  /** Tells how far it is. */
  readonly log: (line: string) => void;
}

/** What came out of a section. */
export interface SectionReport {
  readonly tables: readonly Table[];
  readonly charts: readonly BarChart[];
  readonly budgets: readonly Budget[];
  /** All figures, for whoever wants to compute with them. */
  readonly figures: unknown;
  /** What should have arrived and did not. Anything here fails the program. */
  readonly losses: readonly string[];
}

/** A part of the benchmark. */
export interface Section {
  /** What `--only` names it. */
  readonly key: string;
  readonly title: string;
  run(setting: RunSetting): Promise<SectionReport>;
}
