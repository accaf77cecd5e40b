import { readFileSync } from "node:fs";
import { isJsonObject } from "@hos/protocol";

/** The version of this package, as drivers are told it. */
export const SERVER_VERSION: string = readVersion();

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return isJsonObject(manifest) ? String(manifest["version"]) : "";
}
