import type { JsonObject, JsonValue } from "../../json/json-value.ts";
import { LIMITS } from "../../limits.ts";
import { collectSchemas } from "./collect-schemas.ts";
import { compileLinearPattern } from "./linear-pattern.ts";

/** A schema whose patterns are matched in linear time. */
export interface SafeSchema {
  readonly schema: object;
  /** Before each payload: its patterns have all their steps again. */
  begin(): void;
}

/**
 * Puts checks of our own in the place of every `pattern` of a schema without faults. The texts of one payload may take
 * {@link LIMITS.patternSteps} steps together; after that none matches.
 */
export function withLinearPatterns(root: JsonObject): SafeSchema {
  let stepsLeft = 0;
  const matches = (pattern: string, text: string): boolean => {
    const compiled = compileLinearPattern(pattern);
    stepsLeft -= text.length * compiled.size;
    return stepsLeft >= 0 && compiled.test(text);
  };
  const schemas = collectSchemas(root, "");
  const begin = () => {
    stepsLeft = LIMITS.patternSteps;
  };
  if (![...schemas.keys()].some(({ pattern }) => typeof pattern === "string")) return { schema: root, begin };
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, member]) => [key, copy(member)] as const);
    const own = Object.fromEntries(entries);
    const { pattern } = value as { readonly pattern?: unknown };
    if (typeof pattern !== "string" || !schemas.has(value as JsonObject)) return own;
    const { pattern: _checkedBelow, ...others } = own;
    return { ...others, "~refine": [createRefinement(pattern, matches)] };
  };
  return { schema: copy(root) as object, begin };
}

/** The extension point of typebox: a check in code beside the keywords of a schema. */
function createRefinement(pattern: string, matches: (pattern: string, text: string) => boolean) {
  return {
    check: (value: JsonValue) => typeof value !== "string" || matches(pattern, value),
    error: () => `must match ${pattern}`,
  };
}
