/** A process that makes load: does the one job that it is sent, answers, and ends with whoever started it. */
import { LOAD_JOBS } from "./load-jobs.ts";

const jobs: Readonly<Record<string, (job: never) => Promise<unknown>>> = LOAD_JOBS;

process.on("message", (message: { name: string; job: unknown }) => {
  void answer(message).then((value) => process.send?.(value));
});
process.on("disconnect", () => process.exit());

async function answer({ name, job }: { name: string; job: unknown }): Promise<object> {
  try {
    return { value: await jobs[name]?.(job as never) };
  } catch (fault) {
    return { error: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) };
  }
}
