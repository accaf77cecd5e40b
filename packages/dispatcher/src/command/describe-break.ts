import { formatDriverIdentity } from "@hos/protocol";
import type { BreakCause } from "./command-event.ts";
import type { CommandFacts } from "./command-facts.ts";
import type { CommandFailure } from "./command-failure.ts";
import type { CommandState } from "./command-state.ts";

const NOT_SENT = "It was never sent.";
const UNKNOWN = "The outcome is unknown: the device may or may not have done it.";
const SUCCESS_REPORTED = "The driver reported success, but the state did not show it yet.";

/** What the caller of a command in `state` is told when `cause` breaks it off. */
export function describeBreak(
  { deviceId, owner }: CommandFacts,
  state: CommandState["name"],
  cause: BreakCause,
): CommandFailure {
  const driver = `The driver ${formatDriverIdentity(owner)}`;
  const queued = state === "queued";
  const details = [queued ? NOT_SENT : UNKNOWN, ...(state === "succeeded" ? [SUCCESS_REPORTED] : [])];
  const away: CommandFailure = {
    code: "DRIVER_OFFLINE",
    error: `${driver} of device ${deviceId} is away.`,
    details: [NOT_SENT],
  };
  switch (cause) {
    case "driver_away":
      return away;
    case "driver_lost":
      if (queued) return away;
      return { code: "DRIVER_DISCONNECTED", error: `${driver} was lost while the command was under way.`, details };
    case "device_removed":
      // NO_DEVICE promises that nothing was sent, so a command under way needs the code that leaves it open.
      return {
        code: queued ? "NO_DEVICE" : "DRIVER_DISCONNECTED",
        error: `Device ${deviceId} was removed while the command ${queued ? "waited" : "was under way"}.`,
        details,
      };
    case "hub_stopping":
      return { code: "HUB_STOPPING", error: "The hub is stopping.", details };
    default:
      return { code: "INTERNAL", error: "The hub failed to send the command.", details: [UNKNOWN] };
  }
}
