import { accessRestorePolicy, driverRestorePolicy } from "@hos/access";
import type { RestorePolicy } from "@hos/storage/sqlite";

/** What a restore must not simply bring back: who may enter, and which drivers. The same at the start and on the command line. */
export const RESTORE_POLICY: RestorePolicy = { ...accessRestorePolicy, ...driverRestorePolicy };
