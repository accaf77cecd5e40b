import type { Static, TSchema } from "typebox";
import type { TLocalizedValidationError } from "typebox/error";
import { Build, Errors } from "typebox/schema";

/** Checks values against one schema. */
export interface SchemaValidator<Value> {
  Check(value: unknown): value is Value;
  /** What is wrong with a value; empty where nothing is. */
  Errors(value: unknown): TLocalizedValidationError[];
}

/**
 * Turns a schema into code, when the first value is checked: of the many schemas of a process few are used at its start,
 * and some never. `Compile` of typebox would load all that typebox can do with values besides.
 */
export function compileSchema<Schema extends TSchema>(schema: Schema): SchemaValidator<Static<Schema>> {
  let check = (value: unknown): boolean => {
    const built = Build(schema).Evaluate();
    check = (each) => built.Check(each);
    return check(value);
  };
  return {
    Check: (value): value is Static<Schema> => check(value),
    Errors: (value) => Errors(schema, value)[1],
  };
}
