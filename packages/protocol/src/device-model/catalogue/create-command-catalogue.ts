import { DRIVER_ERROR_CODES } from "../../errors/driver-error-code.ts";
import { type ErrorDetail, ProtocolError } from "../../errors/protocol-error.ts";
import { findJsonFault } from "../../json/find-json-fault.ts";
import type { JsonObject, JsonValue } from "../../json/json-value.ts";
import { LIMITS } from "../../limits.ts";
import { deviceTypeModelOf } from "../domains/device-domains.ts";
import type { CommandCatalogue, CommandFault, ResolvedCommand } from "./command-catalogue.ts";
import type { CommandDescriptor } from "./command-descriptor.ts";
import { concealAll } from "./concealed.ts";
import { compilePayloadSchema, type PayloadSchema } from "./compile-payload-schema.ts";
import { type Conceal, createConcealer } from "./create-concealer.ts";

/** An ACTION frame nests the payload this deep. */
const PAYLOAD_LEVEL = 2;

/** Twice is not the same as once, whatever device takes them (device model, "Command catalogue"). */
const NEVER_REPEATED: ReadonlySet<string> = new Set(["toggle", "next", "previous"]);

interface CompiledRow {
  readonly row: CommandDescriptor;
  readonly idempotent: boolean;
  readonly interrupts: boolean;
  readonly payloadSchema: PayloadSchema | undefined;
  readonly conceal: Conceal;
}

/**
 * Compiles the commands that a device takes: its own catalogue; without one the default of its type; for an unknown
 * type without one everything passes, and counts as not idempotent.
 *
 * @throws {ProtocolError} VALIDATION_ERROR that names each row with a key that was there before or a payloadSchema that
 * does not compile, such as `data.properties.commandCatalog.2.payloadSchema.type`.
 */
export function createCommandCatalogue(
  deviceType: string,
  commandCatalog: readonly CommandDescriptor[] | undefined,
): CommandCatalogue {
  const model = deviceTypeModelOf(deviceType);
  if (commandCatalog !== undefined) return compileCatalogue(commandCatalog, model?.commands ?? []);
  if (model === undefined) return takesEverything;
  const known = defaults.get(deviceType) ?? compileCatalogue(model.commands, []);
  defaults.set(deviceType, known);
  return known;
}

const defaults = new Map<string, CommandCatalogue>();

const takesEverything: CommandCatalogue = {
  rows: [],
  resolve: (command, payload) =>
    findPayloadFault(payload) ?? {
      command,
      payload,
      toldPayload: payload,
      idempotent: false,
      interrupts: false,
      expectedState: undefined,
    },
  conceal: (_command, payload) => payload,
};

function compileCatalogue(rows: readonly CommandDescriptor[], model: readonly CommandDescriptor[]): CommandCatalogue {
  const compiled = compileRows(rows, model);
  const known = rows.length === 0 ? "none" : rows.map(({ key }) => key).join(", ");
  return {
    rows,
    resolve(command, payload) {
      const row = compiled.get(command);
      if (row !== undefined) return resolveRow(row, payload);
      const detail = `command must be one of the commands of this device: ${known}.`;
      return {
        code: "INVALID_COMMAND",
        message: `The device does not take the command ${command}.`,
        details: [detail],
      };
    },
    conceal: (command, payload) => (compiled.get(command)?.conceal ?? concealAll)(payload),
  };
}

function compileRows(
  rows: readonly CommandDescriptor[],
  model: readonly CommandDescriptor[],
): ReadonlyMap<string, CompiledRow> {
  const compiled = new Map<string, CompiledRow>();
  const details: ErrorDetail[] = [];
  for (const [index, row] of rows.entries()) {
    const path = `data.properties.commandCatalog.${index}`;
    if (compiled.has(row.key)) {
      details.push({ path: `${path}.key`, message: `${path}.key ${row.key} is there twice; keep one row a command.` });
    }
    const schema =
      row.payloadSchema === undefined ? undefined : compilePayloadSchema(row.payloadSchema, `${path}.payloadSchema`);
    if (isFaults(schema)) details.push(...schema);
    else compiled.set(row.key, { row, payloadSchema: schema, ...readTraits(row, model) });
  }
  if (details.length === 0) return compiled;
  throw new ProtocolError(DRIVER_ERROR_CODES.VALIDATION_ERROR, "Invalid commandCatalog.", { details });
}

/** What a row does not say of itself, the row of the device model says, and caution after that. */
function readTraits(row: CommandDescriptor, model: readonly CommandDescriptor[]) {
  const known = model.find(({ key }) => key === row.key);
  return {
    idempotent: row.idempotent ?? known?.idempotent ?? !NEVER_REPEATED.has(row.key),
    interrupts: row.interrupts ?? known?.interrupts ?? false,
    // What is secret for the one is secret, whatever the other says.
    conceal: createConcealer([row.payloadSchema, known?.payloadSchema].filter((schema) => schema !== undefined)),
  };
}

function isFaults(outcome: PayloadSchema | readonly ErrorDetail[] | undefined): outcome is readonly ErrorDetail[] {
  return Array.isArray(outcome);
}

function resolveRow(compiled: CompiledRow, given: JsonObject): ResolvedCommand | CommandFault {
  const { row, payloadSchema, idempotent, interrupts, conceal } = compiled;
  const fault = findPayloadFault(given);
  if (fault !== undefined) return fault;
  const payload = nameValue(given, payloadSchema?.singleField);
  const faults = payloadSchema?.findFaults(payload) ?? [];
  if (faults.length > 0) return invalidPayload(`The payload does not fit the command ${row.key}.`, faults);
  return {
    command: row.key,
    payload,
    toldPayload: conceal(payload),
    idempotent,
    interrupts,
    expectedState: row.confirms === undefined ? undefined : readExpectedState(row.confirms, payload),
  };
}

function nameValue(payload: JsonObject, field: string | undefined): JsonObject {
  if (field === undefined || !Object.hasOwn(payload, "value") || Object.hasOwn(payload, field)) return payload;
  const { value, ...others } = payload;
  return value === undefined ? payload : { ...others, [field]: value };
}

function readExpectedState(confirms: JsonObject, payload: JsonObject): JsonObject | undefined {
  const expected: Record<string, JsonValue> = {};
  for (const [field, value] of Object.entries(confirms)) {
    const resolved = typeof value === "string" && value.startsWith("$") ? readMember(payload, value.slice(1)) : value;
    if (resolved !== undefined) expected[field] = resolved;
  }
  return Object.keys(expected).length === 0 ? undefined : expected;
}

function readMember(payload: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(payload, name) ? payload[name] : undefined;
}

function findPayloadFault(payload: JsonObject): CommandFault | undefined {
  const fault = findJsonFault(payload, LIMITS.frameDepth - PAYLOAD_LEVEL, "payload");
  return fault === undefined ? undefined : invalidPayload("The payload is not valid.", [fault]);
}

function invalidPayload(message: string, faults: readonly ErrorDetail[]): CommandFault {
  return { code: "INVALID_PAYLOAD", message, details: faults.map((fault) => fault.message) };
}
