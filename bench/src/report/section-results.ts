import type { Machine } from "../machine/describe-machine.ts";
import type { Budget } from "./budget.ts";
import type { Table } from "./table.ts";

/** What is kept of one section: what came out of it, where and when. */
export interface SectionResults {
  readonly key: string;
  readonly title: string;
  /** ISO 8601. */
  readonly at: string;
  readonly machine: Machine;
  readonly runs: number;
  readonly contenders: readonly { readonly name: string; readonly version: string | undefined }[];
  readonly tables: readonly Table[];
  readonly budgets: readonly Budget[];
  /** The files of its charts. */
  readonly charts: readonly string[];
  readonly figures: unknown;
}
