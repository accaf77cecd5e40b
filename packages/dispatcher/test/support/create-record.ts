import type { CommandRecord } from "@hos/protocol/rest";

/** A record of the command `next` of device `a`. */
export function createRecord(id: string, members: Partial<CommandRecord> = {}): CommandRecord {
  return {
    id,
    deviceId: "a",
    command: "next",
    payload: {},
    origin: { via: "embedded" },
    timeoutMs: 5000,
    status: "pending",
    stages: [],
    latencyMs: null,
    ...members,
  };
}
