import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hos-server-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file with `text` that goes when the test ends. @returns its path */
export function writeTemporary(text: string, name = "file"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}
