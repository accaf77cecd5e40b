import { readFileSync } from "node:fs";
import { REST_ROUTES, type RestRoute } from "@hos/specs";
import { CONFIG_VARIABLES } from "../../apps/server/src/config-variables.ts";
import { root } from "./steps.ts";

interface Variable {
  readonly default?: string | number | readonly string[];
  readonly unset?: string;
  readonly description?: string;
}

type Row = readonly string[];

const TABLES = {
  settings: (): readonly Row[] => [["variable", "default", "meaning"], ...settingsRows()],
  routes: (): readonly Row[] => [["request", "for", "what"], ...REST_ROUTES.map(routeRow)],
};

/** A README of which the parts between `<!-- settings: ... -->` or `<!-- routes: ... -->` and their ends are tables. */
export function readmeWithTables(file: string): string {
  let text = readFileSync(`${root}/${file}`, "utf8");
  for (const [name, createRows] of Object.entries(TABLES)) {
    const place = new RegExp(`(<!-- ${name}: [^\\n]* -->\\n)[^]*?(<!-- /${name} -->)`);
    if (!place.test(text)) throw new Error(`${file} has no place for the ${name}.`);
    const table = formatTable(createRows());
    text = text.replace(place, (_whole, start: string, end: string) => `${start}\n${table}\n${end}`);
  }
  return text;
}

function settingsRows(): readonly Row[] {
  const variables = Object.entries(CONFIG_VARIABLES as Readonly<Record<string, Variable>>);
  return variables.map(([name, variable]) => [`\`${name}\``, describeDefault(variable), variable.description ?? ""]);
}

function describeDefault({ default: value, unset = "" }: Variable): string {
  if (value === undefined) return unset;
  return typeof value === "object" ? "none" : `\`${value}\``;
}

function routeRow({ method, path, at, scope, wholeHome, parameters, summary }: RestRoute): Row {
  const query = parameters.filter(({ in: place }) => place === "query").map(({ name }) => name);
  const request = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
  const where = at === "root" ? " at the root" : at === "both" ? " here and at the root" : "";
  return [
    `\`${request}${query.length > 0 ? `?${query.join("&")}` : ""}\`${where}`,
    { public: "everybody", "signed-in": "whoever is signed in" }[scope as string] ??
      `\`${scope}\`${wholeHome === true ? ", whole home" : ""}`,
    summary,
  ];
}

function formatTable([head = [], ...body]: readonly Row[]): string {
  const rows = [head, head.map(() => ""), ...body];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row, index) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0, index === 1 ? "-" : " ")))
    .map((cells) => `| ${cells.join(" | ")} |\n`)
    .join("");
}
