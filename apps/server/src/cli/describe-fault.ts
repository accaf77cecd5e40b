import { ApiFailure } from "@hos/protocol/rest";
import { isStorageError } from "@hos/storage";
import { ConfigError } from "../config-error.ts";
import { CliFault } from "./cli-fault.ts";
import { EXIT_CODE } from "./exit-code.ts";

/** One line that says why a command failed, and the exit code; `undefined` where the fault is not one of those that are foreseen. */
export function describeFault(fault: unknown): { readonly line: string; readonly exitCode: number } | undefined {
  if (fault instanceof CliFault) return { line: fault.message, exitCode: fault.exitCode };
  if (fault instanceof ConfigError) return { line: fault.message, exitCode: EXIT_CODE.CONFIG };
  if (isStorageError(fault)) return { line: fault.message, exitCode: EXIT_CODE.FAILED };
  if (fault instanceof ApiFailure) {
    return { line: [fault.message, ...fault.details].join(" "), exitCode: EXIT_CODE.FAILED };
  }
  return isArgumentFault(fault) ? { line: fault.message, exitCode: EXIT_CODE.MISUSE } : undefined;
}

/** What `parseArgs` of Node throws. */
function isArgumentFault(fault: unknown): fault is Error {
  return fault instanceof TypeError && "code" in fault && String(fault.code).startsWith("ERR_PARSE_ARGS_");
}
