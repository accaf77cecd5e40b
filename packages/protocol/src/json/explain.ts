import type { TLocalizedValidationError } from "typebox/error";
import type { ErrorDetail } from "../errors/protocol-error.ts";
import { joinPath } from "./find-json-fault.ts";

/**
 * Turns the errors of a compiled schema into sentences that name the path and what to do, each once.
 *
 * @param root the dotted path of the checked value in its frame; empty where it is the frame.
 */
export function explain(errors: readonly TLocalizedValidationError[], root: string): readonly ErrorDetail[] {
  const details = new Map<string, ErrorDetail>();
  for (const error of errors) {
    if (isSaidElsewhere(error, errors)) continue;
    for (const detail of explainOne(error, errors, toDottedPath(error.instancePath, root))) {
      details.set(detail.message, detail);
    }
  }
  return [...details.values()];
}

const SAYS_MORE_THAN_TYPE: ReadonlySet<string> = new Set(["anyOf", "const", "enum"]);

/**
 * Whether another error says it better: the member that is too much is named by itself, a value that fits none of
 * several types gets one sentence that lists them, and an object that fits none of several shapes is told by its members.
 */
function isSaidElsewhere(error: TLocalizedValidationError, errors: readonly TLocalizedValidationError[]): boolean {
  const { keyword, instancePath } = error;
  if (keyword === "additionalProperties") return true;
  const here = errors.filter((other) => other.instancePath === instancePath);
  if (keyword === "anyOf") {
    return errors.some((other) => other.instancePath.startsWith(`${instancePath}/`)) || here.some(isAboutValue);
  }
  return keyword === "type" && here.some((other) => SAYS_MORE_THAN_TYPE.has(other.keyword));
}

function isAboutValue({ keyword }: TLocalizedValidationError): boolean {
  return keyword !== "anyOf" && keyword !== "type";
}

function explainOne(
  error: TLocalizedValidationError,
  errors: readonly TLocalizedValidationError[],
  path: string,
): readonly ErrorDetail[] {
  if (error.keyword === "required") {
    return error.params.requiredProperties.map((name) => {
      const missing = joinPath(path, name);
      return { path: missing, message: `${missing} is required.` };
    });
  }
  const subject = path === "" ? "The value" : path;
  const what = error.keyword === "anyOf" ? phraseTypes(typesAt(error.instancePath, errors)) : phrase(error);
  return [{ path, message: `${subject} ${what}.` }];
}

function typesAt(instancePath: string, errors: readonly TLocalizedValidationError[]): readonly string[] {
  return errors.flatMap((error) =>
    error.keyword === "type" && error.instancePath === instancePath ? error.params.type : [],
  );
}

function phrase(error: TLocalizedValidationError): string {
  switch (error.keyword) {
    case "type":
      return phraseTypes([error.params.type].flat());
    case "boolean":
      return "is not allowed";
    case "const":
      return `must be ${JSON.stringify(error.params.allowedValue)}`;
    case "enum":
      return `must be one of ${error.params.allowedValues.map((value) => JSON.stringify(value)).join(", ")}`;
    case "minimum":
      return `must be ${String(error.params.limit)} or more`;
    case "maximum":
      return `must be ${String(error.params.limit)} or less`;
    case "minLength":
      return error.params.limit === 1
        ? "must not be empty"
        : `must have at least ${String(error.params.limit)} characters`;
    case "maxLength":
      return `must have at most ${String(error.params.limit)} characters`;
    case "minItems":
      return error.params.limit === 1 ? "must not be empty" : `must have at least ${String(error.params.limit)} items`;
    case "maxItems":
      return `must have at most ${String(error.params.limit)} items`;
    case "pattern":
      return `must match ${String(error.params.pattern)}`;
    default:
      return error.message;
  }
}

function phraseTypes(types: readonly string[]): string {
  const named = [...new Set(types)].map(withArticle);
  const last = named.pop() ?? "of another type";
  return named.length === 0 ? `must be ${last}` : `must be ${named.join(", ")} or ${last}`;
}

function withArticle(type: string): string {
  if (type === "null") return type;
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function toDottedPath(pointer: string, root: string): string {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")).reduce(joinPath, root);
}
