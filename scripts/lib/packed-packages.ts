import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publicPackages } from "./public-packages.ts";
import { runStep } from "./steps.ts";

/** Packages as they would be published, by name: `file:/tmp/.../hub.tgz`. */
export type PackedPackages = Readonly<Record<string, string>>;

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  overrides?: Record<string, string>;
}

/**
 * Builds the packages that are published and packs them into a folder.
 *
 * @param wanted which of them. @default all
 * @returns `undefined` where one could not be packed; the terminal shows why.
 */
export async function packPackages(folder: string, wanted?: ReadonlySet<string>): Promise<PackedPackages | undefined> {
  const build = ["turbo", "run", "build", "--output-logs=errors-only"] as const;
  if (!(await runStep({ name: "build", command: build }))) return undefined;
  const packed: Record<string, string> = {};
  for (const { name, folder: cwd } of publicPackages()) {
    if (wanted?.has(name) === false) continue;
    const file = join(folder, `${name.replace("@hos/", "")}.tgz`);
    if (!(await runStep({ name: `pack ${name}`, command: ["pnpm", "pack", "--out", file], cwd }))) return undefined;
    packed[name] = `file:${file}`;
  }
  return packed;
}

/** Makes a manifest take packed packages where it, or what it depends on, would take them from npm. */
export function usePackedPackages(file: string, packed: PackedPackages): void {
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  for (const group of [manifest.dependencies, manifest.devDependencies]) {
    for (const name of Object.keys(group ?? {})) {
      const tarball = packed[name];
      if (group !== undefined && tarball !== undefined) group[name] = tarball;
    }
  }
  manifest.overrides = { ...packed };
  writeFileSync(file, JSON.stringify(manifest, null, 2));
}
