import type { CommandFailure } from "./command/command-failure.ts";

/** The failures of requests that were not accepted; nothing was sent for any of them. */
export const refusals = {
  stopping: (): CommandFailure => ({
    code: "HUB_STOPPING",
    error: "The hub is stopping.",
    details: ["It was never sent."],
  }),
  keyMismatch: (key: string): CommandFailure => ({
    code: "IDEMPOTENCY_MISMATCH",
    error: `The idempotency key ${JSON.stringify(key)} stands for another request.`,
    details: ["Take a new key for a new request; repeat a request unchanged."],
  }),
  queueFull: (deviceId: string, limit: number): CommandFailure => ({
    code: "QUEUE_FULL",
    error: `Device ${deviceId} has ${limit} commands that wait already.`,
    details: ["It was never sent. Ask again when some of them have ended."],
  }),
  internal: (): CommandFailure => ({
    code: "INTERNAL",
    error: "The hub failed to check the command.",
    details: ["It was never sent."],
  }),
};
