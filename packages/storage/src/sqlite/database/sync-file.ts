import { closeSync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";

/** Returns when the disk has the file. */
export function syncFile(file: string): void {
  const descriptor = openSync(file, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Returns when the disk has the name of the file: a rename is durable after it. */
export function syncFolderOf(file: string): void {
  syncFile(dirname(file));
}
