import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** How the folder is mounted: with one mebibyte of room, or so that nothing in it can be written. */
export type Mount = "small" | "read-only";

const SCRIPTS: Readonly<Record<Mount, string>> = {
  small: 'mount -t tmpfs -o size=1m hos "$1"',
  "read-only": 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"',
};
// In a namespace of its own, so that the mount ends with the process; people who are not root get one too.
const UNSHARE = process.getuid?.() === 0 ? ["-m"] : ["-U", "-r", "-m"];

/** Whether this system lets a test mount something; most do, some containers do not. */
export const canMount =
  spawnSync("unshare", [...UNSHARE, "sh", "-c", SCRIPTS.small, "sh", "/mnt"], { stdio: "ignore" }).status === 0;

/** Runs a file of this folder while `folder` is mounted so, and gives what it told as JSON. */
export async function runMounted(mount: Mount, main: string, folder: string): Promise<unknown> {
  const command = `${SCRIPTS[mount]} && exec "$2" --conditions=@hos/source "$3" "$1"`;
  const file = fileURLToPath(new URL(main, import.meta.url));
  const args = [...UNSHARE, "sh", "-c", command, "sh", folder, process.execPath, file];
  const { stdout } = await promisify(execFile)("unshare", args, { env: { PATH: process.env["PATH"] } });
  return JSON.parse(stdout);
}
