import { accessSync, constants, existsSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";
import { storageFilesIn } from "@hos/storage/sqlite";
import { type Finding, fail, ok, warn } from "./finding.ts";

const OTHERS = 0o077;

/** Whether the hub can write into its data folder, and nobody else can read what is in it. @param uid of this user */
export function checkDataFolder(folder: string, uid: number | undefined): readonly Finding[] {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) return [checkParent(folder)];
  if (!stats.isDirectory()) return [fail(`${folder} is no folder.`, "Set HOS_DATA_DIR to a folder.")];
  if (!isWritable(folder)) return [fail(`${folder} may not be written to.`, giveTo(folder, uid))];
  const { database } = storageFilesIn(folder);
  const files = [database, `${database}-wal`].filter((file) => existsSync(file));
  return [ok(`${folder} can be written to.`), ...files.flatMap((file) => checkFile(file, uid))];
}

function checkParent(folder: string): Finding {
  let parent = dirname(folder);
  while (!existsSync(parent)) parent = dirname(parent);
  if (isWritable(parent)) return ok(`${folder} is not there yet and can be made.`);
  return fail(
    `${folder} is not there, and ${parent} may not be written to.`,
    `Make ${folder} and give it to this user.`,
  );
}

function checkFile(file: string, uid: number | undefined): readonly Finding[] {
  const stats = statSync(file);
  if (!isWritable(file)) return [fail(`${file} may not be written to.`, giveTo(file, uid))];
  return isForOthers(stats)
    ? [warn(`${file} can be read by other users; it holds hashes of passwords.`, `chmod 600 ${file}`)]
    : [];
}

// Systems without users have no such bits that mean anything.
function isForOthers({ mode }: Stats): boolean {
  return process.platform !== "win32" && (mode & OTHERS) !== 0;
}

function giveTo(path: string, uid: number | undefined): string {
  return uid === undefined ? `Make ${path} writable.` : `chown -R ${uid} ${path}, or start the hub as its owner.`;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
