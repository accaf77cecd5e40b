import type { JsonObject } from "@hos/protocol";
import type { ApiErrorCode, CommandAnswer, CommandOrigin } from "@hos/protocol/rest";

/** A command of a program, on its way to its device. */
export interface ProgramCommand {
  readonly deviceId: string;
  readonly command: string;
  readonly payload?: JsonObject;
  readonly origin: CommandOrigin;
  readonly idempotencyKey?: string;
}

/** How a command ended. */
export type ProgramCommandOutcome =
  | { readonly ok: true; readonly answer: CommandAnswer }
  | {
      readonly ok: false;
      readonly failure: {
        readonly code: ApiErrorCode;
        readonly error: string;
        readonly details: readonly string[];
        readonly commandId?: string;
      };
    };

/** Who runs a program, and what with. */
export interface ProgramRunRequest {
  /** Has a command carried out: `ActionDispatcher.dispatch` fits. */
  readonly dispatch: (command: ProgramCommand) => Promise<ProgramCommandOutcome>;
  /** Whether who asks may command a device; asked for each item. */
  readonly mayCommand: (deviceId: string) => boolean;
  /** Who asks, for the journal. */
  readonly origin?: Omit<CommandOrigin, "via" | "programId">;
  /**
   * Asked again with the same key, a command that was carried out is answered and not repeated; one that was never sent is
   * a new attempt.
   */
  readonly idempotencyKey?: string;
}
