import { isJsonObject } from "../../json/is-json-object.ts";
import type { JsonObject } from "../../json/json-value.ts";

/** What a JSON pointer fragment (RFC 6901, section 6) names, if it is a schema. */
export function resolvePointer(root: JsonObject, reference: unknown): unknown {
  if (typeof reference !== "string" || !/^#(?:\/|$)/.test(reference)) return undefined;
  let found: unknown = root;
  for (const step of reference.split("/").slice(1)) {
    const key = decodeStep(step);
    if (key === undefined || typeof found !== "object" || found === null || !Object.hasOwn(found, key))
      return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return typeof found === "boolean" || isJsonObject(found) ? found : undefined;
}

function decodeStep(step: string): string | undefined {
  try {
    return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return undefined;
  }
}
