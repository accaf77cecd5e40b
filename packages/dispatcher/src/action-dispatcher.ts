import { type ActionResult, type DriverIdentity, LIMITS, type StateUpdate } from "@hos/protocol";
import type { ActionProgress } from "@hos/protocol/live";
import type { CommandRecord } from "@hos/protocol/rest";
import { type Clock, createId, type CreateId, type Logger, silentLogger, systemClock } from "@hos/runtime";
import type { Unsubscribe } from "@hos/runtime";
import { type Admission, admitCommand } from "./admit-command.ts";
import { checkRequest } from "./check-request.ts";
import { checkSize } from "./check-size.ts";
import type { CommandFailure } from "./command/command-failure.ts";
import { Command } from "./command/command.ts";
import { createProgress } from "./command/create-progress.ts";
import type { DispatchOutcome } from "./dispatch-outcome.ts";
import type { DispatchPorts } from "./dispatch-ports.ts";
import type { DispatchRequest } from "./dispatch-request.ts";
import type { DispatcherOptions } from "./dispatcher-options.ts";
import { CommandJournal } from "./history/command-journal.ts";
import { type IdempotentBody, IdempotencyMemory } from "./history/idempotency-memory.ts";
import { ProgressFeed } from "./history/progress-feed.ts";
import { recordStep } from "./history/record-step.ts";
import { refusals } from "./refusals.ts";
import { CommandRunner } from "./running/command-runner.ts";

/** A request with its defaults, and the id and record that each request gets. */
interface Asked {
  readonly id: string;
  readonly body: IdempotentBody;
  readonly timeoutMs: number;
  readonly requestedAt: number;
  readonly record: CommandRecord;
}

/**
 * Takes commands for devices, sends them to the drivers in order, and tells how each ended.
 *
 * One command is under way per device; devices run in parallel; a command that interrupts overtakes. No command is ever
 * sent twice. The protocol document, section "Commands, hub to driver", says what a driver sees of it.
 */
export class ActionDispatcher {
  /** The last commands, refused ones too. */
  readonly journal: CommandJournal;
  readonly #ports: DispatchPorts;
  readonly #clock: Clock;
  readonly #createId: CreateId;
  readonly #logger: Logger;
  readonly #queueLimit: number;
  readonly #keys: IdempotencyMemory;
  readonly #feed: ProgressFeed;
  readonly #runner: CommandRunner;
  #closed = false;

  /** @throws {DispatchError} INVALID_OPTION when a size is not a whole number of 1 or more. */
  constructor(ports: DispatchPorts, options: DispatcherOptions = {}) {
    const journalSize = checkSize("journalSize", options.journalSize ?? 1000);
    this.#ports = ports;
    this.#clock = options.clock ?? systemClock;
    this.#createId = options.createId ?? createId;
    this.#logger = options.logger ?? silentLogger;
    this.#queueLimit = checkSize("queueLimit", options.queueLimit ?? 64);
    this.journal = new CommandJournal(journalSize);
    this.#keys = new IdempotencyMemory({
      clock: this.#clock,
      size: checkSize("idempotencySize", options.idempotencySize ?? 10_000),
      ttlMs: checkSize("idempotencyTtlMs", options.idempotencyTtlMs ?? 600_000),
    });
    this.#feed = new ProgressFeed(this.#logger);
    this.#runner = new CommandRunner({
      clock: this.#clock,
      logger: this.#logger,
      ports,
      queueLimit: this.#queueLimit,
      pastSize: journalSize,
      tell: ({ facts, record }, step, at) => {
        recordStep(record, step, { requestedAt: facts.requestedAt, at });
        if ("result" in step) this.journal.grown(record);
        this.#feed.tell(createProgress(facts, step, at));
      },
    });
  }

  /**
   * Asks a device to do something. Every expected outcome is a value.
   *
   * A request with the idempotency key of an earlier one gets the outcome of that one, its command id included, as soon
   * as it is known. A key is bound when its command is accepted and free again when it was never sent: then a retry is
   * a new attempt.
   *
   * @throws {DispatchError} INVALID_REQUEST (the promise rejects) when `timeoutMs` or `idempotencyKey` is out of bounds.
   */
  async dispatch(request: DispatchRequest): Promise<DispatchOutcome> {
    checkRequest(request);
    const body = bodyOf(request);
    const key = request.idempotencyKey;
    if (this.#closed) return this.#refuse(this.#ask(request, body), refusals.stopping());
    const known = key === undefined ? undefined : this.#keys.find(key, body);
    if (known === undefined) return this.#accept(this.#ask(request, body), key);
    if (known !== "mismatch") return known;
    return this.#refuse(this.#ask(request, body), refusals.keyMismatch(key ?? ""));
  }

  /**
   * Takes the result of a driver. `requestId` or `correlationId` names the command; without either it is the oldest of
   * the device that waits for one. A result after the deadline is told as ACTION_LATE and settles nothing.
   *
   * @returns `false` where it answers no command of this driver and device; `true` for late and repeated results too.
   */
  settle(driver: DriverIdentity, deviceId: string, result: ActionResult): boolean {
    return !this.#closed && this.#runner.settle({ driver, deviceId, result });
  }

  /** Takes a state report: every one that was accepted, also one that changed nothing, before or after it was merged. */
  stateReported(deviceId: string, update: StateUpdate): void {
    this.#runner.stateReported(deviceId, update);
  }

  /** The session of a driver ended: what is under way fails with an unknown outcome, what waits was never sent. */
  driverLost(driver: DriverIdentity): void {
    this.#runner.driverLost(driver);
  }

  /** A device is gone, and `findDevice` does not know it any more: its commands fail. */
  deviceRemoved(deviceId: string): void {
    this.#runner.deviceRemoved(deviceId);
  }

  /**
   * Tells of every step of every accepted command. Listeners are called synchronously and hear all events in the same
   * order; what one throws is logged. Refused requests are in the journal only.
   */
  onProgress(listener: (event: ActionProgress) => void): Unsubscribe {
    return this.#feed.on(listener);
  }

  /** Settles everything pending with HUB_STOPPING, and every later request too. No timer is left. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#runner.stop();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #ask(request: DispatchRequest, body: IdempotentBody): Asked {
    const { deviceId, command, payload } = body;
    const id = this.#createId();
    const timeoutMs = request.timeoutMs ?? LIMITS.commandTimeoutMs;
    const record: CommandRecord = {
      id,
      deviceId,
      command,
      payload,
      origin: request.origin,
      timeoutMs,
      status: "pending",
      stages: [],
      latencyMs: null,
    };
    this.journal.add(record);
    return { id, body, timeoutMs, requestedAt: this.#clock.now(), record };
  }

  #accept(asked: Asked, key: string | undefined): Promise<DispatchOutcome> | DispatchOutcome {
    const { body, record } = asked;
    const admission = this.#admit(body);
    if ("code" in admission) return this.#refuse(asked, admission);
    const command = createCommand(asked, admission);
    if (key !== undefined) this.#keys.begin(key, body, command.outcome);
    record.payload = command.facts.payload;
    if (!this.#runner.start(command)) {
      if (key !== undefined) this.#keys.release(key);
      return this.#refuse(asked, refusals.queueFull(body.deviceId, this.#queueLimit));
    }
    return key === undefined ? command.outcome : this.#awaitKeyed(command, key);
  }

  async #awaitKeyed(command: Command, key: string): Promise<DispatchOutcome> {
    const outcome = await command.outcome;
    const { state } = command;
    if (state.name === "ended" && !state.sent) this.#keys.release(key);
    else this.#keys.complete(key, outcome);
    return outcome;
  }

  #admit(body: IdempotentBody): Admission | CommandFailure {
    try {
      return admitCommand(this.#ports, body);
    } catch (fault) {
      this.#logger.error("Checking a command failed.", { err: fault, deviceId: body.deviceId, command: body.command });
      return refusals.internal();
    }
  }

  #refuse({ id, record, requestedAt }: Asked, failure: CommandFailure): DispatchOutcome {
    const time = { requestedAt, at: this.#clock.now() };
    recordStep(record, { stage: "requested" }, time);
    recordStep(record, { stage: "failed", failure }, time);
    return { ok: false, failure: { ...failure, commandId: id } };
  }
}

function bodyOf({ deviceId, command, payload = {}, wait = "result" }: DispatchRequest): IdempotentBody {
  return { deviceId, command, payload, wait };
}

function createCommand({ id, body, timeoutMs, requestedAt, record }: Asked, { owner, resolved }: Admission): Command {
  const { command, payload, interrupts, expectedState } = resolved;
  const { deviceId, wait } = body;
  return new Command(
    { id, deviceId, command, payload, owner, interrupts, expectedState, wait, timeoutMs, requestedAt },
    record,
  );
}
