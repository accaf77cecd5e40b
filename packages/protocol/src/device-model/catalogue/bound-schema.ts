import { Check, Errors } from "typebox/schema";
import type { ErrorDetail } from "../../errors/protocol-error.ts";
import { countValues } from "../../json/count-values.ts";
import { estimateJsonSize } from "../../json/estimate-json-size.ts";
import { explain } from "../../json/explain.ts";
import type { JsonObject, JsonValue } from "../../json/json-value.ts";
import { LIMITS } from "../../limits.ts";
import { collectSchemas } from "./collect-schemas.ts";
import { createPlainCheck } from "./create-plain-check.ts";
import { compileLinearPattern } from "./linear-pattern.ts";

/** Finds what is wrong with a payload; empty where nothing is. */
export type FindFaults = (payload: JsonObject) => readonly ErrorDetail[];

/**
 * Makes the check of a schema without faults, whose work for one payload is bounded:
 *
 * - A `pattern` is matched in linear time, and the texts of a payload may take {@link LIMITS.patternSteps} steps together;
 *   after that none matches.
 * - Parts of a schema that name each other can ask for each value twice as often as for the one around it, and a large
 *   schema asks much of each value. Of {@link LIMITS.payloadSteps} looks at a part the payload is refused.
 * - `uniqueItems` is seen to in linear time.
 */
export function boundSchema(root: JsonObject): FindFaults {
  const work = new Work();
  const schema = copySchemas(root, work);
  const isPlainlyGood = createPlainCheck(root);
  return (payload) => {
    if (isPlainlyGood?.(payload) === true) return [];
    const fits = attempt(() => {
      work.begin(LIMITS.payloadSteps);
      return Check(schema, payload);
    });
    if (fits === true) return [];
    if (fits === undefined)
      return [fault("takes too long to check; send one that is smaller, and not nested so deep.")];
    const faults = attempt(() => {
      // Saying what is wrong costs much more than finding that something is.
      work.begin(LIMITS.payloadSteps / 2);
      return Errors(schema, payload)[1];
    });
    if (faults === undefined)
      return [fault("does not fit its schema; it is too large or nested too deep to say where.")];
    return explain(faults.slice(0, MAX_FAULTS), "payload");
  };
}

/** What `check` says; `undefined` where it was too much work. */
function attempt<Answer>(check: () => Answer): Answer | undefined {
  try {
    return check();
  } catch (error) {
    if (error === TOO_MUCH) return undefined;
    throw error;
  }
}

function fault(what: string): ErrorDetail {
  return { path: "payload", message: `payload ${what}` };
}

/** More than a person reads; each is held against the others. */
const MAX_FAULTS = 100;
/** What is thrown out of the interpreter. */
const TOO_MUCH = new Error("A payload takes too long to check.");

/** What the check of one payload may still do. */
class Work {
  #looks = 0;
  #patternSteps = 0;

  begin(looks: number): void {
    this.#looks = looks;
    this.#patternSteps = LIMITS.patternSteps;
  }

  /** A part of the schema is looked at. @param cost in looks at a part that is small */
  look(cost: number): void {
    this.#looks -= cost;
    if (this.#looks < 0) throw TOO_MUCH;
  }

  matches(pattern: string, text: string): boolean {
    const compiled = compileLinearPattern(pattern);
    this.#patternSteps -= text.length * compiled.size;
    return this.#patternSteps >= 0 && compiled.test(text);
  }
}

/** A copy in which every schema counts when it is looked at, and has checks of our own in the place of some of its. */
function copySchemas(root: JsonObject, work: Work): object {
  const schemas: ReadonlySet<unknown> = new Set(collectSchemas(root, "").keys());
  const size = countValues(root);
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== "object" || value === null) return value;
    const own = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member)]));
    return schemas.has(value) ? bind(own, { work, cost: costOf(own, size) }) : own;
  };
  return copy(root) as object;
}

/** So many members of a schema take as long as a look at one that has none; of characters of JSON as many. */
const MEMBERS_OF_A_LOOK = 16;

/** @param size of the whole schema: the interpreter goes through it to find what a reference names. */
function costOf(schema: Readonly<Record<string, unknown>>, size: number): number {
  const { $ref, const: constant, enum: values, ...others } = schema;
  const members = Object.values(others).reduce<number>((sum, member) => sum + widthOf(member), 0);
  const compared = countValues(constant) + countValues(values);
  return 1 + (members + compared + ($ref === undefined ? 0 : 2 * size)) / MEMBERS_OF_A_LOOK;
}

function widthOf(member: unknown): number {
  return typeof member === "object" && member !== null ? Object.keys(member).length : 0;
}

function bind(schema: Record<string, unknown>, { work, cost }: { readonly work: Work; readonly cost: number }): object {
  const { pattern, type, uniqueItems, ...others } = schema;
  const checks = [
    ...(typeof pattern === "string" ? [createPatternCheck(pattern, work)] : []),
    ...(uniqueItems === true ? [createUniqueCheck(work)] : []),
  ];
  const bound = checks.length > 0 ? { ...others, "~refine": checks } : others;
  // The interpreter asks for the type before anything else, also of a schema that has none.
  return Object.defineProperty(bound, "type", {
    enumerable: true,
    get: () => {
      work.look(cost);
      return type;
    },
  });
}

/** The extension point of typebox: a check in code beside the keywords of a schema. */
function createPatternCheck(pattern: string, work: Work) {
  return {
    check: (value: JsonValue) => typeof value !== "string" || work.matches(pattern, value),
    error: () => `must match ${pattern}`,
  };
}

function createUniqueCheck(work: Work) {
  return {
    check: (value: JsonValue) => {
      if (!Array.isArray(value)) return true;
      work.look(estimateJsonSize(value) / MEMBERS_OF_A_LOOK);
      return new Set(value.map(writeSorted)).size === value.length;
    },
    error: () => "must not have duplicate items",
  };
}

/** The same text for values that are equal, whatever the order of their members. */
function writeSorted(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
