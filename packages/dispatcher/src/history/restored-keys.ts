import type { JsonObject } from "@hos/protocol";
import { isJsonEqual } from "@hos/protocol/device-model";
import type { ApiErrorCode, CommandRecord } from "@hos/protocol/rest";
import type { Clock } from "@hos/runtime";
import { describeRestart } from "../command/describe-restart.ts";
import type { DispatchOutcome } from "../dispatch-outcome.ts";

/** A request as the journal would tell of it. */
export interface ToldRequest {
  readonly deviceId: string;
  readonly command: string;
  /** In the canonical form of the catalogue, without its secrets. */
  readonly toldPayload: JsonObject;
}

/**
 * The idempotency keys of commands from before a restart, out of the journal. Secrets are not stored, so requests that
 * differ in nothing else count as the same; nor does `wait` count.
 */
export class RestoredKeys {
  readonly #clock: Clock;
  readonly #ttlMs: number;
  readonly #records = new Map<string, Readonly<CommandRecord>>();

  /** @param ttlMs how long a key counts from the last step of its command, milliseconds. */
  constructor(clock: Clock, ttlMs: number) {
    this.#clock = clock;
    this.#ttlMs = ttlMs;
  }

  /** How many keys it holds. */
  get size(): number {
    return this.#records.size;
  }

  /** Takes the key of a record that ended, where it has one and its command was or may have been sent. */
  add(record: Readonly<CommandRecord>): void {
    if (record.idempotencyKey === undefined || !maybeSent(record)) return;
    if (!this.#isOver(record)) this.#records.set(record.idempotencyKey, record);
  }

  /** How the command of a key ended, `"mismatch"` where it stands for another request, `undefined` where it is free. */
  find(key: string, { deviceId, command, toldPayload }: ToldRequest): DispatchOutcome | "mismatch" | undefined {
    const record = this.#records.get(key);
    if (record === undefined) return undefined;
    if (this.#isOver(record)) {
      this.#records.delete(key);
      return undefined;
    }
    const same = record.deviceId === deviceId && record.command === command && isJsonEqual(record.payload, toldPayload);
    return same ? outcomeOf(record) : "mismatch";
  }

  #isOver({ stages }: Readonly<CommandRecord>): boolean {
    const last = Date.parse(stages.at(-1)?.at ?? "");
    return !(last + this.#ttlMs > this.#clock.now());
  }
}

/** The codes that leave it open although the record holds no word of the command having been sent. */
const UNCERTAIN: ReadonlySet<string> = new Set<ApiErrorCode>(["HUB_RESTARTED", "INTERNAL"]);

function maybeSent({ stages, failure }: Readonly<CommandRecord>): boolean {
  return failure === undefined || UNCERTAIN.has(failure.code) || stages.some(({ stage }) => stage === "dispatched");
}

function outcomeOf({ id: commandId, status, latencyMs, result, failure }: Readonly<CommandRecord>): DispatchOutcome {
  if (failure !== undefined) {
    // "The hub is stopping" is no longer true.
    const told = failure.code === "HUB_STOPPING" ? describeRestart() : failure;
    return { ok: false, failure: { ...told, code: told.code as ApiErrorCode, commandId } };
  }
  const answer = {
    commandId,
    status: status === "confirmed" ? ("confirmed" as const) : ("succeeded" as const),
    latencyMs: latencyMs ?? 0,
  };
  return { ok: true, answer: result === undefined ? answer : { ...answer, result } };
}
