import { type ActionResult, type DriverIdentity, isSameDriver } from "@hos/protocol";
import type { Command } from "../command/command.ts";
import type { PastCommands } from "./past-commands.ts";
import type { PendingTable } from "./pending-table.ts";

/** Where commands that may be answered are kept. */
export interface SentCommands {
  readonly pending: PendingTable<Command>;
  readonly past: PastCommands;
  /** Now, in milliseconds since the Unix epoch. */
  readonly now: number;
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
 * waits for its result. A command that timed out a short while ago, no longer than it was given time, goes before those
 * that are under way: the result may well be its, and a wrong "succeeded" is worse than an outcome left unknown. After
 * that while, what is under way goes first, lest one lost answer shift all later ones by one for ever.
 */
export function findAnswered(
  { pending, past, now }: SentCommands,
  { driver, deviceId, result }: GivenResult,
): Command | undefined {
  const isTheirs = ({ facts }: Command) => facts.deviceId === deviceId && isSameDriver(facts.owner, driver);
  const id = result.requestId ?? result.correlationId;
  if (id !== undefined) {
    const command = pending.get(id) ?? past.get(id);
    return command !== undefined && isTheirs(command) ? command : undefined;
  }
  const fits = (command: Command) =>
    isTheirs(command) && (result.command === undefined || result.command === command.facts.command);
  return (
    past.oldestUnanswered(deviceId, (command) => fits(command) && isRecent(command, now)) ??
    pending.oldestOf(deviceId, (command) => fits(command) && command.state.name !== "succeeded") ??
    past.oldestUnanswered(deviceId, fits)
  );
}

function isRecent({ facts: { requestedAt, timeoutMs } }: Command, now: number): boolean {
  return now < requestedAt + 2 * timeoutMs;
}
