import { Check, Errors } from "typebox/schema";
import type { ErrorDetail } from "../../errors/protocol-error.ts";
import { explain } from "../../json/explain.ts";
import type { JsonObject, JsonValue } from "../../json/json-value.ts";
import { LIMITS } from "../../limits.ts";
import { collectSchemas } from "./collect-schemas.ts";
import { compileLinearPattern } from "./linear-pattern.ts";

/** Finds what is wrong with a payload; empty where nothing is. */
export type FindFaults = (payload: JsonObject) => readonly ErrorDetail[];

/**
 * Makes the check of a schema without faults, whose work for one payload is bounded:
 *
 * - A `pattern` is matched in linear time, and the texts of a payload may take {@link LIMITS.patternSteps} steps together;
 *   after that none matches.
 * - Parts of a schema that name each other can ask for each value twice as often as for the one around it. Of
 *   {@link LIMITS.payloadSteps} looks at a part the payload is refused.
 */
export function boundSchema(root: JsonObject): FindFaults {
  const schemas = [...collectSchemas(root, "").keys()];
  const hasPatterns = schemas.some(({ pattern }) => typeof pattern === "string");
  const hasReferences = schemas.some(({ $ref }) => $ref !== undefined);
  const work = new Work();
  // Without either, the work is bounded by the sizes of schema and payload, and the schema serves as it is.
  const schema = hasPatterns || hasReferences ? copySchemas(root, { schemas: new Set(schemas), work }) : root;
  return (payload) => {
    const fits = attempt(() => {
      work.begin(LIMITS.payloadSteps);
      return Check(schema, payload);
    });
    if (fits === true) return [];
    if (fits === undefined) return [fault("takes too long to check; send one that is not nested so deep.")];
    const faults = attempt(() => {
      // Saying what is wrong costs much more than finding that something is.
      work.begin(LIMITS.payloadSteps / 2);
      return Errors(schema, payload)[1];
    });
    if (faults === undefined) return [fault("does not fit its schema; it is nested too deep to say where.")];
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

  /** A part of the schema is looked at. */
  look(): void {
    this.#looks -= 1;
    if (this.#looks < 0) throw TOO_MUCH;
  }

  matches(pattern: string, text: string): boolean {
    const compiled = compileLinearPattern(pattern);
    this.#patternSteps -= text.length * compiled.size;
    return this.#patternSteps >= 0 && compiled.test(text);
  }
}

/** A copy in which every schema counts when it is looked at, and has checks of our own in the place of its `pattern`. */
function copySchemas(
  root: JsonObject,
  { schemas, work }: { readonly schemas: ReadonlySet<unknown>; readonly work: Work },
): object {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== "object" || value === null) return value;
    const own = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member)]));
    return schemas.has(value) ? bind(own, work) : own;
  };
  return copy(root) as object;
}

function bind({ pattern, type, ...others }: Record<string, unknown>, work: Work): object {
  const bound = typeof pattern === "string" ? { ...others, "~refine": [createRefinement(pattern, work)] } : others;
  // The interpreter asks for the type before anything else, also of a schema that has none.
  return Object.defineProperty(bound, "type", {
    enumerable: true,
    get: () => {
      work.look();
      return type;
    },
  });
}

/** The extension point of typebox: a check in code beside the keywords of a schema. */
function createRefinement(pattern: string, work: Work) {
  return {
    check: (value: JsonValue) => typeof value !== "string" || work.matches(pattern, value),
    error: () => `must match ${pattern}`,
  };
}
