import { type ActionResult, type DriverIdentity, type JsonObject, LIMITS, type StateUpdate } from "@hos/protocol";
import { concealAll } from "@hos/protocol/device-model";
import type { ActionProgress } from "@hos/protocol/live";
import type { CommandRecord } from "@hos/protocol/rest";
import { type Clock, createId, type CreateId, type Logger, silentLogger, systemClock } from "@hos/runtime";
import type { Unsubscribe } from "@hos/runtime";
import { type Admission, admitCommand } from "./admit-command.ts";
import { checkRequest } from "./check-request.ts";
import { checkSize } from "./check-size.ts";
import type { CommandFailure } from "./command/command-failure.ts";
import type { Command } from "./command/command.ts";
import type { CommandStep } from "./command/command-step.ts";
import { createProgress } from "./command/create-progress.ts";
import { describeRestart } from "./command/describe-restart.ts";
import { type Asked, createCommand } from "./create-command.ts";
import type { DispatchOutcome } from "./dispatch-outcome.ts";
import type { DispatchPorts } from "./dispatch-ports.ts";
import type { DispatchRequest } from "./dispatch-request.ts";
import type { DispatcherOptions } from "./dispatcher-options.ts";
import { CommandJournal } from "./history/command-journal.ts";
import { type IdempotentBody, IdempotencyMemory } from "./history/idempotency-memory.ts";
import { JournalWriter } from "./history/journal-writer.ts";
import { loadJournal } from "./history/load-journal.ts";
import { ProgressFeed } from "./history/progress-feed.ts";
import { NOBODY, restoreCommand } from "./history/restore-command.ts";
import { RestoredKeys } from "./history/restored-keys.ts";
import { refusals } from "./refusals.ts";
import { type CommandLoad, CommandRunner } from "./running/command-runner.ts";

/** What says how a payload may be told. */
type Concealable = Pick<DispatchRequest, "deviceId" | "command" | "payload">;

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
  readonly #journalSize: number;
  readonly #keys: IdempotencyMemory;
  readonly #restoredKeys: RestoredKeys;
  readonly #options: DispatcherOptions;
  readonly #writer: JournalWriter | undefined;
  readonly #feed: ProgressFeed;
  readonly #runner: CommandRunner;
  #starting: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  /** @throws {DispatchError} INVALID_OPTION when a size is not a whole number of 1 or more. */
  constructor(ports: DispatchPorts, options: DispatcherOptions = {}) {
    const { clock = systemClock, logger = silentLogger, journal } = options;
    const ttlMs = checkSize("idempotencyTtlMs", options.idempotencyTtlMs ?? 600_000);
    this.#ports = ports;
    this.#options = options;
    this.#clock = clock;
    this.#createId = options.createId ?? createId;
    this.#logger = logger;
    this.#queueLimit = checkSize("queueLimit", options.queueLimit ?? 64);
    this.#journalSize = checkSize("journalSize", options.journalSize ?? 1000);
    this.#writer = journal && new JournalWriter({ port: journal, clock, logger, keep: this.#journalSize });
    this.journal = new CommandJournal({ size: this.#journalSize, changed: (record) => this.#writer?.mark(record) });
    this.#keys = new IdempotencyMemory({
      clock,
      size: checkSize("idempotencySize", options.idempotencySize ?? 10_000),
      ttlMs,
    });
    this.#restoredKeys = new RestoredKeys(clock, ttlMs);
    this.#feed = new ProgressFeed(logger);
    this.#runner = new CommandRunner({
      clock,
      logger,
      ports,
      queueLimit: this.#queueLimit,
      pastSize: this.#journalSize,
      tell: (command, step, at) => this.#tell(command, step, at),
    });
  }

  /** How many commands have not ended, and how many of these are with their driver. */
  get load(): CommandLoad {
    return this.#runner.load;
  }

  /**
   * Loads the journal, where it has a place to survive in: once the devices are there, and before the first command. A
   * command that had not ended when the hub did has failed with HUB_RESTARTED, and its outcome is unknown.
   *
   * A journal that cannot be read is logged, and begins anew.
   */
  start(): Promise<void> {
    this.#starting ??= this.#load();
    return this.#starting;
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
    if (this.#closing !== undefined) return this.#refuse(request, refusals.stopping());
    const known = key === undefined ? undefined : this.#findKey(key, body);
    // Without `await` the promise would be passed on by three more microtasks.
    if (known === undefined) return await this.#accept(request, body);
    if (known !== "mismatch") return known;
    return this.#refuse(request, refusals.keyMismatch(key ?? ""));
  }

  /**
   * Takes the result of a driver. `requestId` or `correlationId` names the command; without either it is the oldest of
   * the device that waits for one. A result after the deadline is told as ACTION_LATE and settles nothing.
   *
   * @returns `false` where it answers no command of this driver and device; `true` for late and repeated results too.
   */
  settle(driver: DriverIdentity, deviceId: string, result: ActionResult): boolean {
    return this.#closing === undefined && this.#runner.settle({ driver, deviceId, result });
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

  /**
   * The payload of a command as it may be told: what the device marks as secret is `CONCEALED`, and every value where the
   * device or the command is not known.
   */
  conceal({ deviceId, command, payload = {} }: Concealable): JsonObject {
    try {
      return this.#ports.findDevice(deviceId)?.catalogue.conceal(command, payload) ?? concealAll(payload);
    } catch (fault) {
      this.#logger.error("Looking up a device failed.", { err: fault, deviceId });
      return concealAll(payload);
    }
  }

  /**
   * Settles everything pending with HUB_STOPPING at once, and every later request too; then stores what is left of the
   * journal. No timer is left. Calling it again does nothing more.
   */
  close(): Promise<void> {
    if (this.#closing === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#closing = promise;
      this.#runner.stop();
      resolve(this.#writer?.close());
    }
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #load(): Promise<void> {
    const { journal } = this.#options;
    if (journal === undefined) return;
    const records = await loadJournal({ port: journal, limit: this.#journalSize, logger: this.#logger });
    const at = this.#clock.now();
    for (const record of records) {
      this.journal.add(record);
      if (record.status === "pending" || record.status === "dispatched") {
        const command = restoreCommand(record, this.#ports.findDevice(record.deviceId)?.owner ?? NOBODY);
        this.#runner.remember(command);
        this.#tell(command, { stage: "failed", failure: describeRestart() }, at);
      }
      this.#restoredKeys.add(record);
    }
  }

  #tell({ facts, record }: Command, step: CommandStep, at: number): void {
    this.journal.step(record, step, { requestedAt: facts.requestedAt, at });
    this.#feed.tell(createProgress(facts, step, at));
  }

  #findKey(key: string, body: IdempotentBody): Promise<DispatchOutcome> | DispatchOutcome | "mismatch" | undefined {
    const known = this.#keys.find(key, body);
    if (known !== undefined || this.#restoredKeys.size === 0) return known;
    const admission = this.#admit(body);
    const toldPayload = "code" in admission ? this.conceal(body) : admission.resolved.toldPayload;
    return this.#restoredKeys.find(key, { ...body, toldPayload });
  }

  #accept(request: DispatchRequest, body: IdempotentBody): Promise<DispatchOutcome> | DispatchOutcome {
    const admission = this.#admit(body);
    if ("code" in admission) return this.#refuse(request, admission);
    const { idempotencyKey: key } = request;
    const asked = this.#ask(request, admission.resolved.toldPayload);
    const { promise: outcome, resolve } = Promise.withResolvers<DispatchOutcome>();
    const command = createCommand(asked, body, { ...admission, answer: resolve });
    if (key !== undefined) this.#keys.begin(key, body, outcome);
    // A retry after a crash must find the key of what is not to be done twice.
    const writer = key === undefined || admission.resolved.idempotent ? undefined : this.#writer;
    if (!this.#runner.start(command, writer && (() => writer.save(asked.record)))) {
      if (key !== undefined) this.#keys.release(key);
      return this.#fail(asked, refusals.queueFull(body.deviceId, this.#queueLimit));
    }
    return key === undefined ? outcome : this.#awaitKeyed(key, command, outcome);
  }

  async #awaitKeyed(key: string, command: Command, promised: Promise<DispatchOutcome>): Promise<DispatchOutcome> {
    const outcome = await promised;
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

  #ask(request: DispatchRequest, toldPayload: JsonObject): Asked {
    const { deviceId, command, origin, idempotencyKey } = request;
    const id = this.#createId();
    const timeoutMs = request.timeoutMs ?? LIMITS.commandTimeoutMs;
    const record: CommandRecord = {
      id,
      deviceId,
      command,
      payload: toldPayload,
      origin,
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      timeoutMs,
      status: "pending",
      stages: [],
      latencyMs: null,
    };
    this.journal.add(record);
    return { id, timeoutMs, requestedAt: this.#clock.now(), record };
  }

  #refuse(request: DispatchRequest, failure: CommandFailure): DispatchOutcome {
    return this.#fail(this.#ask(request, this.conceal(request)), failure);
  }

  #fail({ id, record, requestedAt }: Asked, failure: CommandFailure): DispatchOutcome {
    const time = { requestedAt, at: this.#clock.now() };
    this.journal.step(record, { stage: "requested" }, time);
    this.journal.step(record, { stage: "failed", failure }, time);
    return { ok: false, failure: { ...failure, commandId: id } };
  }
}

function bodyOf({ deviceId, command, payload = {}, wait = "result" }: DispatchRequest): IdempotentBody {
  return { deviceId, command, payload, wait };
}
