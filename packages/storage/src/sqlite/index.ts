export { backupFolder } from "./backup-folder.ts";
export { type StorageFiles, storageFilesIn } from "./database/storage-files.ts";
export { restoreBackup, type Restored, type RestoreOptions } from "./restore/restore-backup.ts";
export type { Documents, RestorePolicy, RestoreRule, RestoreSides } from "./restore/restore-policy.ts";
export { stageRestore } from "./restore/stage-restore.ts";
export { SqliteStorage, type SqliteStorageOptions } from "./sqlite-storage.ts";
