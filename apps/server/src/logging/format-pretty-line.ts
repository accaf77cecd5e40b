import { isJsonObject } from "@hos/protocol";

const LEVELS: Readonly<Record<string, string>> = { 20: "debug", 30: "info", 40: "warn", 50: "error" };

/** Turns a log line of JSON into one for people: `20:15:03.120 info  A driver registered. driver=DEMO/1`. */
export function formatPrettyLine(line: string): string {
  const entry: unknown = JSON.parse(line);
  if (!isJsonObject(entry)) return line;
  const { level, time, msg, ...fields } = entry;
  const clock = String(time).slice(11, 23);
  const members = Object.entries(fields).map(([name, value]) => ` ${name}=${formatValue(value)}`);
  return `${clock} ${(LEVELS[String(level)] ?? "").padEnd(5)} ${String(msg)}${members.join("")}\n`;
}

function formatValue(value: unknown): string {
  // Set in, so that no line of a message looks like one of the log.
  if (isJsonObject(value) && typeof value["stack"] === "string")
    return `\n${value["stack"]}`.replaceAll("\n", "\n    ");
  return typeof value === "string" && /^[^\s"]+$/.test(value) ? value : JSON.stringify(value);
}
