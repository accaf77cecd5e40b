import type { LogFields } from "@hos/runtime";

/** Members that hold a secret. */
const SECRET = /token|password|secret|authorization|cookie|pairingcode|^(?:code|key)$/i;
/** Members that hold what a driver or a client sent: it may carry anything. */
const CONTENT = /^(?:body|data|extras|frame|payload|properties|result|state)$/i;
/** What stands under names of secrets and is none: ids, and codes of errors. */
const HARMLESS_NAME = /[a-z]Ids?$/;
const HARMLESS_CODE = /^[A-Z][A-Z0-9_]*$/;
/** Codes of processes, HTTP and WebSockets are below it. */
const CODE_END = 5000;
const MAX_DEPTH = 4;

/**
 * The fields of a log line without secrets, and without what drivers and clients sent.
 *
 * A net under the rule that neither is given to a logger.
 */
export function redactFields(fields: LogFields): LogFields {
  return redactMembers(fields, 0);
}

function redactMembers(fields: LogFields, depth: number): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redact(name, value, depth)]));
}

function redact(name: string, value: unknown, depth: number): unknown {
  if (value === undefined || value === null || typeof value === "boolean") return value;
  if (CONTENT.test(name)) return "(left out)";
  if (SECRET.test(name) && !HARMLESS_NAME.test(name) && !isHarmlessCode(name, value)) return "***";
  // An error is written by pino, with what its class says of itself.
  if (typeof value !== "object" || value instanceof Error) return value;
  if (depth >= MAX_DEPTH) return "(left out)";
  if (Array.isArray(value)) return value.map((entry: unknown) => redact("", entry, depth + 1));
  return redactMembers(value as LogFields, depth + 1);
}

function isHarmlessCode(name: string, value: unknown): boolean {
  if (name !== "code") return false;
  return typeof value === "number" ? value < CODE_END : typeof value === "string" && HARMLESS_CODE.test(value);
}
