import { readFileSync } from "node:fs";

const INTERVAL_MS = 500;
/** Programs that only start others, and what a shell is given to start them. */
const LAUNCHER = /(?:^|[/\\\s'"])(?:npm|npx|pnpm)(?:\.c?js)?(?:[\s@'"]|$)/;

/** Calls `onGone` once, when the parent of this process or one of the npm, npx and pnpm above it is gone. */
export function watchLaunchers(onGone: () => void): void {
  const parent = process.ppid;
  const launchers = [parent, ...listLaunchersAbove(parent)];
  const timer = setInterval(() => {
    if (process.ppid === parent && launchers.every(isAlive)) return;
    clearInterval(timer);
    onGone();
  }, INTERVAL_MS);
  timer.unref();
}

/** Systems without /proc have none that can be found: there the parent alone is watched. */
function listLaunchersAbove(child: number): readonly number[] {
  const launchers: number[] = [];
  for (let pid = readStat(child)?.parent ?? 0; pid > 1; pid = readStat(pid)?.parent ?? 0) {
    if (!LAUNCHER.test(readCommandLine(pid))) break;
    launchers.push(pid);
  }
  return launchers;
}

function isAlive(pid: number): boolean {
  // A process that nobody waited for is dead and still has its number.
  if (readStat(pid)?.state === "Z") return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function readStat(pid: number): { readonly state: string; readonly parent: number } | undefined {
  const text = readProc(pid, "stat");
  // The name of the program stands in parentheses and may hold anything.
  const [state = "", parent] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return text === "" ? undefined : { state, parent: Number(parent) };
}

function readCommandLine(pid: number): string {
  return readProc(pid, "cmdline").replaceAll("\0", " ");
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
