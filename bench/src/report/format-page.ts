import { createBudgetTable } from "./budget.ts";
import type { SectionResults } from "./section-results.ts";
import type { Table } from "./table.ts";

const HEAD = `# Figures

Written by \`pnpm bench\`; do not edit. [performance.md](../../docs/performance.md) says what they mean, [README.md](../README.md)
how they are taken.
`;

/** All results on one page of Markdown. */
export function formatPage(sections: readonly SectionResults[]): string {
  const budgets = sections.flatMap((section) => section.budgets);
  return [HEAD, formatTable({ ...createBudgetTable(budgets), title: "" }), ...sections.map(formatSection)].join("\n");
}

function formatSection({ key, title, at, machine, runs, contenders, tables, charts }: SectionResults): string {
  const { cpu, cores, kernel, node, commit, pinned, loadAverage } = machine;
  const how = pinned ? "server and load with a core each" : "server and load on the same cores";
  return [
    `## ${key}: ${title}\n`,
    `${at}, ${commit ?? "no commit"}, median of ${runs}; ${cpu}, ${cores} cores, Linux ${kernel}, node ${node}; ${how};`,
    `load average before: ${loadAverage.toFixed(2)}. ${contenders.map(({ name, version }) => `${name} (${version})`).join(", ")}.\n`,
    ...charts.map((file) => `![${title}](${file})\n`),
    ...tables.map(formatTable),
  ].join("\n");
}

function formatTable({ title, columns, rows }: Table): string {
  const rule = columns.map((_column, index) => (index === 0 ? "---" : "---:"));
  const heading = title === "" ? [] : [`**${title}**\n`];
  return [...heading, formatLine(columns), formatLine(rule), ...rows.map(formatLine), ""].join("\n");
}

function formatLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
