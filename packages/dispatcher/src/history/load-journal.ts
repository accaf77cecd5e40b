import type { CommandRecord } from "@hos/protocol/rest";
import type { Logger } from "@hos/runtime";
import { copyRecord } from "./copy-record.ts";
import type { JournalPort } from "./journal-port.ts";

/** Where a journal is loaded from. */
export interface JournalSource {
  readonly port: JournalPort;
  readonly limit: number;
  readonly logger: Logger;
}

/** The records that were stored, oldest first; none, and a line in the log, where they cannot be read. */
export async function loadJournal({ port, limit, logger }: JournalSource): Promise<readonly CommandRecord[]> {
  try {
    return (await port.load(limit)).map(copyRecord).toReversed();
  } catch (fault) {
    logger.error("The command journal could not be read and begins anew.", { err: fault });
    return [];
  }
}
