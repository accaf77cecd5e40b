/** `pnpm bench`: what the hub costs, beside what one would use instead. */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { findContenders } from "./contenders/find-contenders.ts";
import { describeMachine } from "./machine/describe-machine.ts";
import { readOptions, USAGE } from "./options.ts";
import { createBudgetTable } from "./report/budget.ts";
import { formatTable } from "./report/table.ts";
import { writeResults } from "./report/write-results.ts";
import { commandSection } from "./sections/commands/command-section.ts";
import { fanOutSection } from "./sections/fan-out/fan-out-section.ts";
import { growthSection } from "./sections/growth/growth-section.ts";
import { ingestSection } from "./sections/ingest/ingest-section.ts";
import { laggingSection } from "./sections/lagging/lagging-section.ts";
import type { Section, SectionReport } from "./sections/section.ts";
import { sizeSection } from "./sections/size/size-section.ts";

const SECTIONS: readonly Section[] = [
  fanOutSection,
  ingestSection,
  commandSection,
  sizeSection,
  growthSection,
  laggingSection,
];

const options = readOptions(process.argv.slice(2), fileURLToPath(new URL("../results", import.meta.url)));
if (options === undefined) {
  console.log(USAGE);
  process.exit(0);
}

const machine = describeMachine();
const { installed, missing } = findContenders();
const contenders = installed.filter(({ id }) => options.contenders.length === 0 || options.contenders.includes(id));
console.log(`${machine.cpu}, ${machine.cores} cores, Linux ${machine.kernel}, node ${machine.node}, ${machine.commit}`);
console.log(machine.pinned ? "Server and load have a core each." : "Server and load share the cores: mind the noise.");
for (const { name, version } of contenders) console.log(`  ${name} (${version})`);
for (const { name } of missing) console.log(`  ${name} is not installed and left out`);

const measured: { readonly section: Section; readonly report: SectionReport; readonly at: string }[] = [];
for (const section of SECTIONS) {
  if (options.only.length > 0 && !options.only.includes(section.key)) continue;
  console.log(`\n${section.key} ${section.title}`);
  const report = await section.run({ quick: options.quick, runs: options.runs, contenders, log: logLine });
  measured.push({ section, report, at: new Date().toISOString() });
  for (const table of report.tables) console.log(formatTable(table));
}

const all = measured.map(({ report }) => report);
const budgets = all.flatMap((report) => report.budgets);
if (!options.quick && budgets.length > 0) console.log(formatTable(createBudgetTable(budgets)));
if (options.resultsFolder !== undefined) {
  const described = contenders.map(({ name, version }) => ({ name, version }));
  const results = measured.map(({ section: { key, title }, report, at }) => {
    const { tables, budgets: kept, charts, figures } = report;
    return {
      key,
      title,
      at,
      machine,
      runs: options.runs,
      contenders: described,
      tables,
      budgets: kept,
      charts,
      figures,
    };
  });
  for (const file of writeResults(options.resultsFolder, results)) {
    console.log(`\nwritten: ${relative(process.cwd(), file)}`);
  }
}
const losses = all.flatMap((report) => report.losses);
for (const loss of losses) console.error(`LOST: ${loss}`);
process.exitCode = losses.length === 0 ? 0 : 1;

function logLine(line: string): void {
  console.log(`  ${line}`);
}
