import { type ActionResult, type DriverIdentity, isSameDriver } from "@hos/protocol";
import type { Command } from "../command/command.ts";
import { NOBODY } from "../history/restore-command.ts";
import type { PastCommands } from "./past-commands.ts";
import type { PendingTable } from "./pending-table.ts";

/** Where commands that may be answered are kept. */
export interface SentCommands {
  readonly pending: PendingTable<Command>;
  readonly past: PastCommands;
}

/** A result and whom it comes from. */
export interface GivenResult {
  readonly driver: DriverIdentity;
  readonly deviceId: string;
  readonly result: ActionResult;
}

/**
 * The command that a result answers, ended or not; `undefined` where there is none or where it belongs to another
 * driver or device.
 *
 * With an id it is that command and no other. Without one it is the oldest of the device (of the named command) that
 * waits for its result (protocol v1, "Commands, hub to driver"); where none waits, it is late and belongs to the one
 * that ended first without a result. A driver that sends no ids and answers late can thus settle the wrong command:
 * only ids tell them apart.
 */
export function findAnswered(
  { pending, past }: SentCommands,
  { driver, deviceId, result }: GivenResult,
): Command | undefined {
  const isTheirs = ({ facts: { deviceId: id, owner } }: Command) =>
    id === deviceId && (owner === NOBODY || isSameDriver(owner, driver));
  const id = result.requestId ?? result.correlationId;
  if (id !== undefined) {
    const command = pending.get(id) ?? past.get(id);
    return command !== undefined && isTheirs(command) ? command : undefined;
  }
  const fits = (command: Command) =>
    isTheirs(command) && (result.command === undefined || result.command === command.facts.command);
  return (
    pending.oldestOf(deviceId, (command) => fits(command) && command.state.name !== "succeeded") ??
    past.oldestUnanswered(deviceId, fits)
  );
}
