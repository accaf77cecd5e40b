import { CliFault } from "./cli-fault.ts";
import { EXIT_CODE } from "./exit-code.ts";

/** The one positional argument of a command. @throws {CliFault} MISUSE when there is none, or another one. */
export function readOnlyArgument(positionals: readonly string[], name: string): string {
  const [argument, ...more] = positionals;
  if (argument === undefined || argument === "") throw new CliFault(`It needs ${name}.`, EXIT_CODE.MISUSE);
  if (more.length > 0) throw new CliFault(`It takes nothing but ${name}.`, EXIT_CODE.MISUSE);
  return argument;
}
