import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { StorageError } from "../../storage-error.ts";
import { SQLITE, sqliteCodeOf } from "./sqlite-codes.ts";

/** Less than this is a full disk: SQLite needs a few pages of 4 KiB even for the smallest write. */
const LEAST_FREE_BYTES = 64 * 1024;

/** What went wrong with `file`, as a {@link StorageError} that says what to do. */
export function explainFault(fault: unknown, file: string): StorageError {
  if (fault instanceof StorageError) return fault;
  const cause = { cause: fault };
  switch (classify(fault, file)) {
    case "full":
      return new StorageError("DISK_FULL", `There is no room left for ${file}; free some space on its disk.`, cause);
    case "readOnly":
      return new StorageError("READ_ONLY", `${file} may not be written to; make it and its folder writable.`, cause);
    case "damaged":
      return damaged(file, cause);
    case "busy":
      return new StorageError("LOCKED", `Another program holds ${file}; stop it first.`, cause);
    case "unreadable":
      return new StorageError("FAILED", `${file} may not be read; give it to the user that runs the hub.`, cause);
    case "other":
      break;
  }
  return new StorageError("FAILED", `${file} could not be used: ${reasonOf(fault)}.`, cause);
}

function reasonOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

/** DAMAGED, of a file that was a database once or never. */
export function damaged(file: string, options: { readonly cause?: unknown } = {}): StorageError {
  const advice = "nothing was changed. Restore a backup, or move the file away to begin anew.";
  return new StorageError("DAMAGED", `${file} is damaged or not a HOS database; ${advice}`, options);
}

type Kind = "full" | "readOnly" | "unreadable" | "damaged" | "busy" | "other";

function classify(fault: unknown, file: string): Kind {
  switch (sqliteCodeOf(fault)) {
    case SQLITE.full:
      return "full";
    case SQLITE.readOnly:
      return "readOnly";
    case SQLITE.corrupt:
    case SQLITE.notADatabase:
      return "damaged";
    case SQLITE.busy:
      return "busy";
    case SQLITE.ioError:
    case SQLITE.cannotOpen:
      // SQLite does not tell these apart: the disk does.
      return askTheDisk(file);
    default:
      return classifySystemFault(fault);
  }
}

function classifySystemFault(fault: unknown): Kind {
  const code = fault instanceof Error && "code" in fault ? fault.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT") return "full";
  return code === "EACCES" || code === "EROFS" || code === "EPERM" ? "readOnly" : "other";
}

function askTheDisk(file: string): Kind {
  if (existsSync(file) && !allows(file, constants.R_OK)) return "unreadable";
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    if (bavail * bsize < LEAST_FREE_BYTES) return "full";
  } catch {
    return "other";
  }
  return isWritable(dirname(file)) ? "other" : "readOnly";
}

/** Whether a file or a folder that exists may be written to. */
export function isWritable(path: string): boolean {
  return allows(path, constants.W_OK);
}

function allows(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
