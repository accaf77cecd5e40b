import type { CommandRecord } from "@hos/protocol/rest";
import type { Admission } from "./admit-command.ts";
import { type Answer, Command } from "./command/command.ts";
import type { IdempotentBody } from "./history/idempotency-memory.ts";

/** The id and the record that each request gets. */
export interface Asked {
  readonly id: string;
  readonly timeoutMs: number;
  readonly requestedAt: number;
  readonly record: CommandRecord;
}

/** The command of a request that was admitted. */
export function createCommand(
  { id, timeoutMs, requestedAt, record }: Asked,
  { deviceId, wait }: IdempotentBody,
  { owner, resolved, answer }: Admission & { readonly answer: Answer },
): Command {
  const { command, payload, toldPayload, interrupts, expectedState } = resolved;
  return new Command(
    { id, deviceId, command, payload, toldPayload, owner, interrupts, expectedState, wait, timeoutMs, requestedAt },
    record,
    answer,
  );
}
