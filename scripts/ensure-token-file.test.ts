import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { ensureTokenFile } from "./lib/ensure-token-file.ts";

it("makes a token that its owner alone can read, and keeps it", () => {
  const folder = mkdtempSync(join(tmpdir(), "hos-token-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "below", "token");
  ensureTokenFile(file);
  const token = readFileSync(file, "utf8");
  expect(token).toMatch(/^[0-9a-f]{64}\n$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o644);
  ensureTokenFile(file);
  expect(readFileSync(file, "utf8")).toBe(token);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
