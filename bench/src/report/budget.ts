import type { Table } from "./table.ts";
import { formatNumber } from "./format-number.ts";

/** What a figure has to be. Ratios hold within one run only. */
export interface Budget {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  /** Whether the figure has to stay below the limit or to exceed it. */
  readonly bound: "most" | "least";
}

/** Whether a budget is kept; a figure that could not be taken keeps none. */
export function isKept({ value, limit, bound }: Budget): boolean {
  return bound === "most" ? value <= limit : value >= limit;
}

/** The budgets with their figures. */
export function createBudgetTable(budgets: readonly Budget[]): Table {
  return {
    title: "Budgets",
    columns: ["what", "figure", "limit", ""],
    rows: budgets.map((budget) => {
      const { what, value, unit, limit, bound } = budget;
      const rule = `${bound === "most" ? "<=" : ">="} ${formatNumber(limit)} ${unit}`;
      return [what, `${formatNumber(value)} ${unit}`, rule, isKept(budget) ? "kept" : "NOT kept"];
    }),
  };
}
