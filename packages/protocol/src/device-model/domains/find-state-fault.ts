import { compileSchema } from "../../json/compile-schema.ts";
import type { TSchema } from "typebox";
import type { StateUpdate } from "../../driver/events/state-update.ts";
import type { ErrorDetail } from "../../errors/protocol-error.ts";
import { explain } from "../../json/explain.ts";
import { joinPath } from "../../json/find-json-fault.ts";
import { DEVICE_DOMAINS } from "./device-domains.ts";

interface FieldValidator {
  Check(value: unknown): boolean;
  Errors(value: unknown): Parameters<typeof explain>[0];
}

const validators: ReadonlyMap<string, ReadonlyMap<string, FieldValidator>> = compileFields();

/**
 * Looks for a state field that is not of the type that the device model gives it. `null`, fields that the model does
 * not name, and device types that it does not know are always right.
 *
 * @returns the first fault, its path under `data`.
 */
export function findStateFault(deviceType: string, update: StateUpdate): ErrorDetail | undefined {
  const fields = validators.get(deviceType);
  if (fields === undefined) return undefined;
  for (const name in update) {
    const value = update[name];
    if (value === null) continue;
    const validator = fields.get(name);
    if (validator === undefined || validator.Check(value)) continue;
    return explain(validator.Errors(value), joinPath("data", name))[0];
  }
  return undefined;
}

function compileFields(): ReadonlyMap<string, ReadonlyMap<string, FieldValidator>> {
  const compiled = new Map<TSchema, FieldValidator>();
  const compileOnce = (schema: TSchema): FieldValidator => {
    const validator = compiled.get(schema) ?? compileSchema(schema);
    compiled.set(schema, validator);
    return validator;
  };
  return new Map(
    DEVICE_DOMAINS.flatMap((domain) => domain.deviceTypes).map(({ deviceType, fields }) => [
      deviceType,
      new Map(Object.entries(fields).map(([name, schema]) => [name, compileOnce(schema)])),
    ]),
  );
}
