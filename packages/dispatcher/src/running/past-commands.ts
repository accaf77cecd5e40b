import type { DriverIdentity } from "@hos/protocol";
import { isSameDriver } from "@hos/protocol";
import type { Command } from "../command/command.ts";

interface Past {
  readonly command: Command;
  /** Whether the session that got it lasts: only then may a result without an id be its. */
  sessionLasts: boolean;
}

/**
 * The last commands that went to a driver and ended, so that a result that comes afterwards is known for what it is:
 * late, or told twice. Bounded; the one that ended first goes first.
 */
export class PastCommands {
  readonly #size: number;
  readonly #byId = new Map<string, Past>();

  constructor(size: number) {
    this.#size = size;
  }

  /** How many it holds. */
  get size(): number {
    return this.#byId.size;
  }

  add(command: Command): void {
    this.#byId.set(command.facts.id, { command, sessionLasts: true });
    if (this.#byId.size <= this.#size) return;
    const oldest = this.#byId.keys().next();
    if (oldest.done !== true) this.#byId.delete(oldest.value);
  }

  get(requestId: string): Command | undefined {
    return this.#byId.get(requestId)?.command;
  }

  /**
   * The command of a device that ended first without a result, in a session that lasts, among those that `accepts`
   * takes: whose result a late one without an id may be.
   */
  oldestUnanswered(deviceId: string, accepts: (command: Command) => boolean): Command | undefined {
    for (const { command, sessionLasts } of this.#byId.values()) {
      const { facts, state } = command;
      if (!sessionLasts || facts.deviceId !== deviceId) continue;
      if (state.name === "ended" && !state.answered && accepts(command)) return command;
    }
    return undefined;
  }

  /** The session of a driver ended: what it did not answer, it can answer by id only. */
  sessionEnded(driver: DriverIdentity): void {
    for (const past of this.#byId.values()) {
      if (isSameDriver(past.command.facts.owner, driver)) past.sessionLasts = false;
    }
  }
}
