import { EXIT_CODE } from "./exit-code.ts";

/** Why a command could not be carried out. Its message is one line for people. */
export class CliFault extends Error {
  override readonly name = "CliFault";
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT_CODE.FAILED) {
    super(message);
    this.exitCode = exitCode;
  }
}
