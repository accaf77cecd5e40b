import type { TLocalizedValidationError } from "typebox/error";
import type { ErrorDetail } from "../errors/protocol-error.ts";
import { joinPath } from "./find-json-fault.ts";

/**
 * Turns the errors of a compiled schema into sentences that name the path and what to do.
 *
 * @param root the dotted path of the checked value in its frame; empty where it is the frame.
 */
export function explain(errors: readonly TLocalizedValidationError[], root: string): readonly ErrorDetail[] {
  const alternatives = new Set(errors.filter(({ keyword }) => keyword === "anyOf").map((error) => error.instancePath));
  return errors
    .filter((error) => error.keyword === "anyOf" || !alternatives.has(error.instancePath))
    .flatMap((error) => explainOne(error, toDottedPath(error.instancePath, root)));
}

function explainOne(error: TLocalizedValidationError, path: string): readonly ErrorDetail[] {
  if (error.keyword === "required") {
    return error.params.requiredProperties.map((name) => {
      const missing = joinPath(path, name);
      return { path: missing, message: `${missing} is required.` };
    });
  }
  return [{ path, message: `${path === "" ? "The value" : path} ${phrase(error)}.` }];
}

function phrase(error: TLocalizedValidationError): string {
  switch (error.keyword) {
    case "type":
      return `must be ${withArticle(String(error.params.type))}`;
    case "const":
      return `must be ${JSON.stringify(error.params.allowedValue)}`;
    case "enum":
      return `must be one of ${error.params.allowedValues.map((value) => JSON.stringify(value)).join(", ")}`;
    case "minimum":
      return `must be ${String(error.params.limit)} or more`;
    case "maximum":
      return `must be ${String(error.params.limit)} or less`;
    case "minLength":
      return `must have at least ${String(error.params.limit)} characters`;
    case "maxLength":
      return `must have at most ${String(error.params.limit)} characters`;
    default:
      return error.message;
  }
}

function withArticle(type: string): string {
  if (type === "null") return type;
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function toDottedPath(pointer: string, root: string): string {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")).reduce(joinPath, root);
}
