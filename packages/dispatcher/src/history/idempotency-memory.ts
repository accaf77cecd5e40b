import { estimateJsonSize, type JsonObject } from "@hos/protocol";
import { isJsonEqual } from "@hos/protocol/device-model";
import type { CommandWait } from "@hos/protocol/rest";
import type { Clock } from "@hos/runtime";
import type { DispatchOutcome } from "../dispatch-outcome.ts";
import { BoundedMap } from "./bounded-map.ts";

/**
 * The members of a request that make it the same request: what is to be done, and what the answer tells (`wait`).
 * How long to wait for it and who asks are left out, so that a retry may have less time and come another way.
 */
export interface IdempotentBody {
  readonly deviceId: string;
  readonly command: string;
  /** As the caller sent it; the order of members does not matter. */
  readonly payload: JsonObject;
  readonly wait: CommandWait;
}

interface Entry {
  readonly body: IdempotentBody;
  readonly outcome: Promise<DispatchOutcome>;
}

interface DoneEntry extends Entry {
  readonly expiresAt: number;
}

/** Bounds of an {@link IdempotencyMemory}, and its clock. */
export interface IdempotencyBounds {
  readonly clock: Clock;
  /** How many answered keys are kept; the one answered first goes first. */
  readonly size: number;
  /** The requests and results of the answered keys together, in characters of JSON. @default 16 Mi */
  readonly characters?: number;
  /** Milliseconds that an answered key is kept. */
  readonly ttlMs: number;
}

/**
 * Which idempotency keys stand for which command. A key whose command runs is never forgotten (the queues bound how
 * many run); an answered one is kept until the memory is full or its time is over.
 */
export class IdempotencyMemory {
  readonly #bounds: IdempotencyBounds;
  readonly #running = new Map<string, Entry>();
  readonly #done: BoundedMap<DoneEntry>;

  constructor(bounds: IdempotencyBounds) {
    const { size, characters } = bounds;
    this.#bounds = bounds;
    this.#done = new BoundedMap({ entries: size, ...(characters !== undefined && { characters }) });
  }

  /** How many keys it holds. */
  get size(): number {
    return this.#running.size + this.#done.size;
  }

  /** The outcome that the key stands for, `"mismatch"` where it stands for another request, `undefined` where it is free. */
  find(key: string, body: IdempotentBody): Promise<DispatchOutcome> | "mismatch" | undefined {
    this.#dropExpired();
    const entry = this.#running.get(key) ?? this.#done.get(key);
    if (entry === undefined) return undefined;
    return isJsonEqual({ ...entry.body }, { ...body }) ? entry.outcome : "mismatch";
  }

  /** Binds a free key to a command that was accepted. */
  begin(key: string, body: IdempotentBody, outcome: Promise<DispatchOutcome>): void {
    this.#running.set(key, { body, outcome });
  }

  /** The command of the key was answered with `answer`: keeps it for a while. */
  complete(key: string, answer: DispatchOutcome): void {
    const entry = this.#running.get(key);
    if (entry === undefined) return;
    this.#running.delete(key);
    this.#dropExpired();
    const expiresAt = this.#bounds.clock.now() + this.#bounds.ttlMs;
    this.#done.add(key, { ...entry, expiresAt }, sizeOf(entry.body, answer));
  }

  /** The command of the key was never sent: frees the key, so that a retry is a new attempt. */
  release(key: string): void {
    this.#running.delete(key);
  }

  #dropExpired(): void {
    const now = this.#bounds.clock.now();
    for (const [key, { expiresAt }] of this.#done.entries()) {
      if (expiresAt > now) return;
      this.#done.delete(key);
    }
  }
}

const OTHER_MEMBERS = 512;

function sizeOf({ payload }: IdempotentBody, outcome: DispatchOutcome): number {
  const result = outcome.ok && "result" in outcome.answer ? outcome.answer.result : undefined;
  return OTHER_MEMBERS + estimateJsonSize(payload) + estimateJsonSize(result);
}
