import type { ActionResult } from "@hos/protocol";
import type { CommandFailure } from "./command-failure.ts";

/** What the caller is told when the driver answers that it did not do it. */
export function describeRejection({ message, code }: ActionResult): CommandFailure {
  return {
    code: "DRIVER_REJECTED",
    error: message === undefined || message === "" ? "The driver refused the command and gave no reason." : message,
    details: code === undefined ? [] : [`The driver's code is ${code}.`],
  };
}
