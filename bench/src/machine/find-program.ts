import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Debian puts servers where only root looks. */
const MORE_FOLDERS = ["/usr/sbin", "/usr/local/sbin"];

/** The path of a program; `undefined` where it is not installed. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...MORE_FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
