import type { DriverIdentity } from "@hos/protocol";
import type { CommandRecord } from "@hos/protocol/rest";
import { Command } from "../command/command.ts";
import { describeRestart } from "../command/describe-restart.ts";

/**
 * The owner of a restored command whose device was not stored yet when the hub died: whoever owns the device now may
 * answer it, since the hub lets nobody else speak of a device.
 */
export const NOBODY: DriverIdentity = { driverKey: "", instanceId: "" };

/**
 * The command of a record that had not ended when the hub did: it failed with HUB_RESTARTED. A driver that went on may
 * still answer it, late.
 *
 * @param owner whose answer counts.
 */
export function restoreCommand(record: CommandRecord, owner: DriverIdentity): Command {
  const { id, deviceId, command: name, payload, timeoutMs, stages } = record;
  const command = new Command(
    {
      id,
      deviceId,
      command: name,
      payload,
      toldPayload: payload,
      owner,
      interrupts: false,
      expectedState: undefined,
      wait: "result",
      timeoutMs,
      requestedAt: Date.parse(stages[0]?.at ?? "") || 0,
    },
    record,
  );
  command.state = {
    name: "ended",
    ending: { status: "failed", failure: describeRestart() },
    sent: true,
    answered: false,
  };
  return command;
}
