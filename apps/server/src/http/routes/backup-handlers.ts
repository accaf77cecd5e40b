import type { RestoreStaged } from "@hos/protocol/rest";
import { receiveBackup } from "../backup/receive-backup.ts";
import { sendBackup } from "../backup/send-backup.ts";
import type { HttpServices } from "../http-services.ts";
import type { HandlersOf } from "../route-handlers.ts";

/** Copies of all that is stored. */
export function createBackupHandlers({
  backups,
  logger,
}: Pick<HttpServices, "backups" | "logger">): HandlersOf<"getBackup" | "stageRestore"> {
  return {
    getBackup: (c, { name }) => {
      logger.info("A backup is made over REST.", { by: name });
      return sendBackup(c, backups);
    },
    stageRestore: async (c, { name }) => {
      await receiveBackup(c, backups);
      logger.warn("A backup was handed in over REST: it is restored at the next start.", { by: name });
      return c.json({ ok: true, takesEffect: "next_start" } satisfies RestoreStaged, 202);
    },
  };
}
