import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { root } from "./steps.ts";

/** A package that is published. */
export interface PublicPackage {
  readonly name: string;
  /** Its folder below the root. */
  readonly folder: string;
}

/** The packages of this repository that are published, in the order of their folders. */
export function publicPackages(): readonly PublicPackage[] {
  return globSync("{packages,apps}/*/package.json", { cwd: root })
    .toSorted()
    .map((file) => ({ folder: dirname(file), manifest: readManifest(file) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ folder, manifest }) => ({ name: manifest.name, folder }));
}

function readManifest(file: string): { name: string; private?: boolean } {
  return JSON.parse(readFileSync(`${root}/${file}`, "utf8")) as { name: string; private?: boolean };
}
