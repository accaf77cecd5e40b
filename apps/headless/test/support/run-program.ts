import { execFile } from "node:child_process";

/** What a program said and how it ended. */
export interface ProgramResult {
  /** `null` where it was ended by a signal, such as that of its deadline. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

/** Runs a program to its end, or to its deadline. Rejects only where it cannot be started. */
export function runProgram(file: string, args: readonly string[], timeoutMs = 60_000): Promise<ProgramResult> {
  const { promise, resolve, reject } = Promise.withResolvers<ProgramResult>();
  execFile(file, args, { timeout: timeoutMs, maxBuffer: MAX_OUTPUT_BYTES }, (error, stdout, stderr) => {
    const { code } = (error ?? { code: 0 }) as { code?: unknown };
    if (error !== null && typeof code === "string") reject(error);
    else resolve({ exitCode: typeof code === "number" ? code : null, stdout, stderr });
  });
  return promise;
}

/** Runs a program that has to succeed. @returns what it wrote to stdout, without the last line end. */
export async function requireProgram(file: string, args: readonly string[], timeoutMs?: number): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(file, args, timeoutMs);
  if (exitCode === 0) return stdout.trimEnd();
  throw new Error(`${file} ${args.join(" ")} ended with ${exitCode}:\n${stdout.slice(-2000)}\n${stderr.slice(-4000)}`);
}

/** Whether a program can be run and succeeds. */
export async function succeeds(file: string, args: readonly string[], timeoutMs?: number): Promise<boolean> {
  return runProgram(file, args, timeoutMs).then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  );
}
