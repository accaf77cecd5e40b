import { readFileSync } from "node:fs";
import { CONFIG_VARIABLES } from "../../apps/server/src/config-variables.ts";
import { root } from "./steps.ts";

/** What is between stands for the table. */
const TABLE = /(<!-- settings: [^\n]* -->\n)[^]*?(<!-- \/settings -->)/;

interface Variable {
  readonly default?: string | number | readonly string[];
  readonly unset?: string;
  readonly description?: string;
}

/** A README of which the part between `<!-- settings: ... -->` and `<!-- /settings -->` is the table of all settings. */
export function readmeWithSettings(file: string): string {
  const text = readFileSync(`${root}/${file}`, "utf8");
  if (!TABLE.test(text)) throw new Error(`${file} has no place for the settings.`);
  return text.replace(TABLE, (_whole, start: string, end: string) => `${start}\n${settingsTable()}\n${end}`);
}

function settingsTable(): string {
  const rows = Object.entries(CONFIG_VARIABLES as Readonly<Record<string, Variable>>).map(([name, variable]) => [
    `\`${name}\``,
    describeDefault(variable),
    variable.description ?? "",
  ]);
  const table = [["variable", "default", "meaning"], ["", "", ""], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row, index) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0, index === 1 ? "-" : " ")))
    .map((cells) => `| ${cells.join(" | ")} |\n`)
    .join("");
}

function describeDefault({ default: value, unset = "" }: Variable): string {
  if (value === undefined) return unset;
  return typeof value === "object" ? "none" : `\`${value}\``;
}
