import type { CommandWait } from "@hos/protocol/rest";
import type { CommandOptions } from "./rest/command-options.ts";

/** What `HosClient.command` takes besides the command. */
export interface CommandCallOptions extends CommandOptions {
  /** @default "result" */
  readonly wait?: CommandWait;
  /** Milliseconds until the hub answers TIMEOUT. @default 5_000 */
  readonly timeoutMs?: number;
}
