import { type Action, type DriverIdentity, isSameDriver, type JsonObject, type StateUpdate } from "@hos/protocol";
import { showsExpectedState } from "@hos/protocol/device-model";
import type { Clock, Logger } from "@hos/runtime";
import type { BreakCause, CommandEvent } from "../command/command-event.ts";
import type { CommandFacts } from "../command/command-facts.ts";
import type { CommandStep } from "../command/command-step.ts";
import type { Command } from "../command/command.ts";
import { createOutcome } from "../command/create-outcome.ts";
import { transition } from "../command/transition.ts";
import type { DispatchPorts } from "../dispatch-ports.ts";
import { DeviceQueue } from "./device-queue.ts";
import { findAnswered, type GivenResult } from "./find-answered.ts";
import { isShownBy } from "./is-shown-by.ts";
import { PastCommands } from "./past-commands.ts";
import { PendingTable } from "./pending-table.ts";
import { WatchList } from "./watch-list.ts";

/** What a {@link CommandRunner} works with. */
export interface RunnerOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly ports: DispatchPorts;
  /** How many commands may wait for one device. */
  readonly queueLimit: number;
  /** How many commands that ended still know a late result. */
  readonly pastSize: number;
  /** Told of every step of every command, in order. `at` is in milliseconds since the Unix epoch. */
  readonly tell: (command: Command, step: CommandStep, at: number) => void;
}

/** The commands at a moment. */
export interface CommandLoad {
  /** Accepted and not ended. */
  readonly open: number;
  /** Of these: sent to their driver, which has not answered. */
  readonly underWay: number;
}

/**
 * Runs accepted commands to their end. What happens to one goes through {@link transition}; this class brings the
 * events there and keeps queue, table and timer in step with the state that comes out.
 */
export class CommandRunner {
  readonly #options: RunnerOptions;
  readonly #queues = new Map<string, DeviceQueue<Command>>();
  readonly #pending = new PendingTable<Command>();
  readonly #watches = new WatchList<Command>();
  readonly #past: PastCommands;
  /** All that have not ended, in the order of their requests. */
  readonly #open = new Set<Command>();

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#past = new PastCommands(options.pastSize);
  }

  /** How many commands have not ended, and how many of these are with their driver. */
  get load(): CommandLoad {
    return { open: this.#open.size, underWay: this.#pending.size };
  }

  /**
   * Queues a command and sends what may go. `false`: too many wait for its device, and nothing happened.
   *
   * @param hold called once the command is queued; it is not sent before that resolves. @default it may go at once
   */
  start(command: Command, hold?: () => Promise<void>): boolean {
    const { facts } = command;
    if (this.#hasTooManyUnconfirmed(facts)) return false;
    const queue = this.#queues.get(facts.deviceId) ?? new DeviceQueue<Command>(this.#options.queueLimit);
    command.held = hold !== undefined;
    if (!queue.add(command)) return false;
    this.#queues.set(facts.deviceId, queue);
    this.#open.add(command);
    const expire = () => this.#happen(command, { type: "deadline" });
    command.setDeadline(this.#options.clock.setTimeout(expire, facts.timeoutMs));
    this.#options.tell(command, { stage: "requested" }, facts.requestedAt);
    if (hold === undefined) this.#pump(facts.deviceId);
    else void this.#release(command, hold());
    return true;
  }

  /** Takes a command of a past life of the hub, which ended: its driver may still answer it. */
  remember(command: Command): void {
    this.#past.add(command);
    this.#past.forgetSession(command.facts.id);
  }

  /** Brings a result to its command. `false`: it answers none. */
  settle(given: GivenResult): boolean {
    const now = this.#options.clock.now();
    const command = findAnswered({ pending: this.#pending, past: this.#past }, given);
    if (command === undefined) return false;
    const { expectedState } = command.facts;
    const stateShows = expectedState !== undefined && showsExpectedState(this.#stateOf(given.deviceId), expectedState);
    this.#happen(command, { type: "result", result: given.result, stateShows, at: now });
    // Only what came with it takes room.
    if (given.result.result !== undefined) this.#past.grown(command);
    return true;
  }

  /** Looks whether a state report shows what a command of the device asked for. */
  stateReported(deviceId: string, update: StateUpdate): void {
    for (const command of this.#pending.ofDevice(deviceId)) {
      const { expectedState } = command.facts;
      if (expectedState === undefined || command.state.name === "shown") continue;
      if (!isShownBy(expectedState, update, () => this.#stateOf(deviceId))) continue;
      this.#happen(command, { type: "shown", at: this.#options.clock.now() });
    }
  }

  /** The session of a driver ended: breaks off all of its commands. */
  driverLost(driver: DriverIdentity): void {
    this.#breakOff("driver_lost", ({ owner }) => isSameDriver(owner, driver));
    this.#past.sessionEnded(driver);
  }

  /** A device is gone: breaks off all of its commands. */
  deviceRemoved(deviceId: string): void {
    this.#breakOff("device_removed", (facts) => facts.deviceId === deviceId);
  }

  /** Breaks off everything. */
  stop(): void {
    this.#breakOff("hub_stopping", () => true);
  }

  async #release(command: Command, held: Promise<void>): Promise<void> {
    await held;
    command.held = false;
    this.#pump(command.facts.deviceId);
  }

  #breakOff(cause: BreakCause, concerns: (facts: CommandFacts) => boolean): void {
    const broken = [...this.#open].filter(({ facts }) => concerns(facts));
    const isSent = ({ facts }: Command) => this.#pending.get(facts.id) !== undefined;
    // Those that wait go first: none of them may be sent when the place of one under way becomes free.
    for (const command of [...broken.filter((each) => !isSent(each)), ...broken.filter(isSent)]) {
      this.#arrive(command);
      this.#apply(command, { type: "broken", cause });
    }
    for (const { facts } of broken) this.#pump(facts.deviceId);
  }

  #happen(command: Command, event: CommandEvent): void {
    this.#arrive(command);
    this.#apply(command, event);
    this.#pump(command.facts.deviceId);
  }

  /** Something happened to a command while `sendAction` still runs: so it was sent. */
  #arrive(command: Command): void {
    const beingSent = command.state.name === "queued" && this.#pending.get(command.facts.id) !== undefined;
    if (beingSent) this.#apply(command, { type: "sent" });
  }

  #apply(command: Command, event: CommandEvent): void {
    const before = command.state.name;
    const { state, steps } = transition(command.facts, command.state, event);
    command.state = state;
    if (state.name !== before) this.#place(command);
    const at = this.#options.clock.now();
    const outcome = command.answered ? undefined : createOutcome(command.facts, state, at);
    if (outcome !== undefined) {
      command.answer(outcome);
      this.#watches.answered(command);
    }
    for (const step of steps) this.#options.tell(command, step, at);
  }

  /** Brings queue, table, timer and memory in step with the new state of a command. */
  #place(command: Command): void {
    const { facts, state } = command;
    if (state.name !== "succeeded" && state.name !== "ended") return;
    const queue = this.#queues.get(facts.deviceId);
    queue?.release(command);
    if (queue?.idle === true) this.#queues.delete(facts.deviceId);
    if (state.name === "succeeded") {
      this.#endOldestWatch(facts.deviceId);
      this.#watches.begin(command);
      return;
    }
    command.cancelDeadline();
    this.#watches.end(command);
    this.#open.delete(command);
    this.#pending.delete(command);
    if (state.sent) this.#past.add(command);
  }

  #pump(deviceId: string): void {
    // The queue is looked up each time: it may go and come again while a command is sent.
    const next = () => this.#queues.get(deviceId)?.take();
    for (let command = next(); command !== undefined; command = next()) this.#send(command);
  }

  #send(command: Command): void {
    const { id, owner, deviceId, command: name, payload, timeoutMs, requestedAt } = command.facts;
    const left = requestedAt + timeoutMs - this.#options.clock.now();
    const action: Action = {
      deviceId,
      command: name,
      payload,
      requestId: id,
      timeoutMs: Math.min(timeoutMs, Math.max(1, left)),
    };
    this.#pending.add(command);
    const event = this.#handOver(owner, action);
    if (command.state.name === "queued") this.#apply(command, event);
  }

  #handOver(owner: DriverIdentity, action: Action): CommandEvent {
    try {
      const sent = this.#options.ports.sendAction(owner, action);
      return sent ? { type: "sent" } : { type: "broken", cause: "driver_away" };
    } catch (fault) {
      this.#options.logger.error("Sending a command failed.", { err: fault, commandId: action.requestId });
      return { type: "broken", cause: "send_failed" };
    }
  }

  #stateOf(deviceId: string): JsonObject {
    try {
      return this.#options.ports.findDevice(deviceId)?.state ?? {};
    } catch (fault) {
      this.#options.logger.error("Looking up a device failed.", { err: fault, deviceId });
      return {};
    }
  }

  /** Callers that still wait for a state cost memory although their commands hold no place in the queue. */
  #hasTooManyUnconfirmed({ deviceId, interrupts }: CommandFacts): boolean {
    return this.#watches.countAwaited(deviceId, interrupts) >= this.#options.queueLimit;
  }

  /** Nobody waits for the confirmation of an answered command, so a flood of them may cost the oldest its own. */
  #endOldestWatch(deviceId: string): void {
    const oldest = this.#watches.oldestAnswered(deviceId, this.#options.queueLimit);
    if (oldest !== undefined) this.#apply(oldest, { type: "deadline" });
  }
}
