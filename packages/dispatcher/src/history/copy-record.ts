import type { CommandRecord } from "@hos/protocol/rest";

/** A copy that later steps do not reach. Payload, result and failure are never changed in place, so they are shared. */
export function copyRecord(record: CommandRecord): CommandRecord {
  return { ...record, stages: [...record.stages] };
}
