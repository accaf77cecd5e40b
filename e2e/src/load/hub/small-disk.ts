import { spawnSync } from "node:child_process";

/** A command line that runs another one with a disk of its own, which goes with the process. */
export function onSmallDisk(folder: string, mebibytes: number): readonly [file: string, ...args: string[]] {
  // People who are not root get a namespace too.
  const namespace = process.getuid?.() === 0 ? ["-m"] : ["-U", "-r", "-m"];
  const script = `mount -t tmpfs -o size=${mebibytes}m hos "$0" && exec "$@"`;
  return ["unshare", ...namespace, "sh", "-c", script, folder];
}

/** Whether this system lets one mount something; most do, some containers do not. */
export function canMountDisk(): boolean {
  const [file, ...args] = onSmallDisk("/mnt", 1);
  return spawnSync(file, [...args, "true"], { stdio: "ignore" }).status === 0;
}
