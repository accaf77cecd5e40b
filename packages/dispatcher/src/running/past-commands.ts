import { type DriverIdentity, estimateJsonSize, isSameDriver } from "@hos/protocol";
import type { Command } from "../command/command.ts";
import { BoundedMap } from "../history/bounded-map.ts";

/**
 * The last commands that went to a driver and ended, so that a result that comes afterwards is known for what it is:
 * late, or told twice. Bounded in number and in size; the one that ended first goes first.
 */
export class PastCommands {
  readonly #byId: BoundedMap<Command>;

  /** @param characters the payloads and results of all together, in characters of JSON. */
  constructor(size: number, characters?: number) {
    this.#byId = new BoundedMap({ entries: size, ...(characters !== undefined && { characters }) });
  }

  /** How many it holds. */
  get size(): number {
    return this.#byId.size;
  }

  add(command: Command): void {
    this.#byId.add(command.facts.id, command, sizeOf(command));
  }

  /** A command that it may hold got a late result. */
  grown(command: Command): void {
    this.#byId.resize(command.facts.id, sizeOf(command));
  }

  get(requestId: string): Command | undefined {
    return this.#byId.get(requestId);
  }

  /**
   * The command of a device that ended first without a result, in a session that lasts, among those that `accepts`
   * takes: whose result a late one without an id may be.
   */
  oldestUnanswered(deviceId: string, accepts: (command: Command) => boolean): Command | undefined {
    for (const [, command] of this.#byId.entries()) {
      const { facts, sessionLasts, state } = command;
      if (!sessionLasts || facts.deviceId !== deviceId) continue;
      if (state.name === "ended" && !state.answered && accepts(command)) return command;
    }
    return undefined;
  }

  /** The session that got a command is over: only by its id can it be answered. */
  forgetSession(requestId: string): void {
    const command = this.#byId.get(requestId);
    if (command !== undefined) command.sessionLasts = false;
  }

  /** The session of a driver ended: what it did not answer, it can answer by id only. */
  sessionEnded(driver: DriverIdentity): void {
    for (const [, command] of this.#byId.entries()) {
      if (isSameDriver(command.facts.owner, driver)) command.sessionLasts = false;
    }
  }
}

const OTHER_MEMBERS = 1024;

function sizeOf({ facts, record }: Command): number {
  return OTHER_MEMBERS + estimateJsonSize(facts.payload) + estimateJsonSize(record.result);
}
