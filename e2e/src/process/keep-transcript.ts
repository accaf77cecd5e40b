import { afterEach } from "vitest";

const MAX_LINES = 200;

/** The output of the processes of this test file, newest last. */
let transcripts: { readonly name: string; readonly lines: string[] }[] = [];

/** Keeps the output of a process; it is printed when a test fails while the process is there. @returns takes a line. */
export function keepTranscript(name: string): (line: string) => void {
  const lines: string[] = [];
  transcripts.push({ name, lines });
  return (line) => {
    lines.push(line);
    if (lines.length > MAX_LINES) lines.shift();
  };
}

afterEach(({ task }) => {
  if (task.result?.state === "fail") {
    for (const { name, lines } of transcripts) {
      process.stderr.write(`--- ${task.name}: ${name}\n${lines.join("\n")}\n`);
    }
  }
  transcripts = transcripts.filter(({ lines }) => !lines.at(-1)?.startsWith("-- ended with"));
});
