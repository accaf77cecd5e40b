import type { ErrorDetail } from "../../errors/protocol-error.ts";
import { joinPath } from "../../json/find-json-fault.ts";
import { isJsonObject } from "../../json/is-json-object.ts";
import type { JsonObject } from "../../json/json-value.ts";
import { LIMITS } from "../../limits.ts";
import { collectSchemas } from "./collect-schemas.ts";
import { compileLinearPattern } from "./linear-pattern.ts";

/** One character, a class of them, or an escaped one: nothing that could be read in two ways. */
const ATOM = String.raw`(?:[^\\^$.*+?()[\]{}|]|\.|\\[dDwWsS.\\^$*+?()[\]{}|/]|\[(?:[^\\\]]|\\.)+\])`;
/** Characters only; or from the beginning of the name, with one of them repeated. */
const SIMPLE = new RegExp(String.raw`^(?:\^?${ATOM}*|\^${ATOM}*[*+]${ATOM}*)\$?$`, "u");

/**
 * Looks for a regular expression that could keep the hub busy, or that its engine does not know. Drivers write them, and
 * clients give the texts.
 *
 * @param path where the schema stands in its frame.
 */
export function findPatternFault(root: JsonObject, path: string): ErrorDetail | undefined {
  let size = 0;
  for (const [schema, at] of collectSchemas(root, path)) {
    const { pattern, patternProperties } = schema;
    if (typeof pattern === "string") {
      const where = joinPath(at, "pattern");
      const compiled = tryCompile(pattern);
      if (typeof compiled === "string") return { path: where, message: `${where} ${compiled}` };
      size += compiled.size;
      if (size > LIMITS.patternProgram) {
        return { path: where, message: `${where} makes the patterns of payloadSchema too large; repeat less.` };
      }
    }
    const unclear = Object.keys(isJsonObject(patternProperties) ? patternProperties : {}).find(isNotSimple);
    if (unclear !== undefined) {
      const where = joinPath(joinPath(at, "patternProperties"), unclear);
      return { path: where, message: `${where} must be a simple pattern, such as ^prefix or ^[a-z]+$.` };
    }
  }
  return undefined;
}

function tryCompile(pattern: string): { readonly size: number } | string {
  if (pattern.length > LIMITS.patternMax) return `must have at most ${LIMITS.patternMax} characters.`;
  try {
    return compileLinearPattern(pattern);
  } catch {
    return "must do without lookaround (?=, references \\1 and huge repeats: the hub matches as RE2 does.";
  }
}

/** Names of members are matched by the engine of the platform, so that only what it cannot take long for is allowed. */
function isNotSimple(pattern: string): boolean {
  return pattern.length > LIMITS.patternMax || !SIMPLE.test(pattern);
}
