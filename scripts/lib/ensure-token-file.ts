import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const TOKEN_BYTES = 32;
const OWNER_ONLY = 0o600;

/** Makes a file with a random token that its owner alone can read. One that is there keeps its token. */
export function ensureTokenFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) chmodSync(path, OWNER_ONLY);
  else writeFileSync(path, `${randomBytes(TOKEN_BYTES).toString("hex")}\n`, { mode: OWNER_ONLY, flag: "wx" });
}
