import type { Static } from "typebox";
import { Check } from "typebox/schema";
import { ConfigError } from "../config-error.ts";
import { CONFIG_VARIABLES } from "../config-variables.ts";

/** Variables of a process, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The name of a variable that the server reads. */
export type VariableName = keyof typeof CONFIG_VARIABLES;

type ValueOf<Name extends VariableName> = Static<(typeof CONFIG_VARIABLES)[Name]>;

/** What a schema of {@link CONFIG_VARIABLES} says of its values. */
interface Rules {
  readonly type?: "array" | "integer" | "string";
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
}

/** Reads one variable, or gives its default where it is not set. @throws {ConfigError} */
export function readVariable<Name extends VariableName>(env: Environment, variable: Name): ValueOf<Name> {
  const schema = CONFIG_VARIABLES[variable];
  const rules = schema as Rules;
  const text = env[variable];
  const value = isSet(text) ? toValue(rules, text) : rules.default;
  if (Check(schema, value)) return value;
  throw new ConfigError(variable, text ?? "", `must be ${describeRules(rules)}.`);
}

/** Reads a variable that has no default. @throws {ConfigError} */
export function readOptional<Name extends VariableName>(env: Environment, variable: Name): ValueOf<Name> | undefined {
  return isSet(env[variable]) ? readVariable(env, variable) : undefined;
}

/** Whether a variable counts as set. */
export function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

function toValue(rules: Rules, text: string): unknown {
  if (rules.type === "array") return text.split(",").map((entry) => entry.trim());
  return rules.type === "integer" && /^\d+$/.test(text) ? Number(text) : text;
}

function describeRules(rules: Rules): string {
  if (rules.enum !== undefined) return `one of ${rules.enum.join(", ")}`;
  return `a whole number from ${rules.minimum} to ${rules.maximum}`;
}
