import { existsSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ContainerEngine } from "./container-engine.ts";
import { requireProgram, runProgram, succeeds } from "./run-program.ts";

/** The image that the Dockerfile begins with. */
export const BASE_IMAGE = "docker.io/library/node:26-bookworm-slim";

const PULL_TIMEOUT_MS = 300_000;
const BOOTSTRAP_TIMEOUT_MS = 300_000;
const LABEL = "org.hos.stand-in";
const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";
const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * Sees to it that the base image is there: the real one where a registry can be reached, else a stand-in of the same
 * name, made of Debian's packages and the Node of this process, which stays for the next run.
 *
 * @returns what it is, or `undefined` where neither can be had.
 */
export async function prepareBaseImage(engine: ContainerEngine): Promise<"real" | "stand-in" | undefined> {
  const { program } = engine;
  const present = await runProgram(program, [
    "image",
    "inspect",
    "--format",
    `{{index .Config.Labels "${LABEL}"}}`,
    BASE_IMAGE,
  ]);
  if (present.exitCode === 0) {
    const standsFor = present.stdout.trim();
    if (!standsFor.startsWith("v")) return "real";
    if (standsFor === process.version) return "stand-in";
  } else if (await succeeds(program, ["pull", "--quiet", BASE_IMAGE], PULL_TIMEOUT_MS)) {
    return "real";
  }
  if (process.getuid?.() !== 0 || !(await succeeds("debootstrap", ["--version"]))) return undefined;
  await makeStandIn(program);
  return "stand-in";
}

async function makeStandIn(program: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "hos-base-"));
  const rootFs = join(folder, "root");
  try {
    const packages = "--include=ca-certificates,libatomic1,libstdc++6";
    const mirror = debianMirror();
    const source = mirror === undefined ? [] : [mirror];
    await requireProgram(
      "debootstrap",
      ["--variant=minbase", packages, "bookworm", rootFs, ...source],
      BOOTSTRAP_TIMEOUT_MS,
    );
    await addNode(rootFs);
    // As in the real image; and what a slim image has none of.
    await requireProgram("chroot", [rootFs, "useradd", "--uid", "1000", "--user-group", "--create-home", "node"]);
    for (const unneeded of [
      "var/cache/apt",
      "var/lib/apt/lists",
      "usr/share/doc",
      "usr/share/man",
      "usr/share/locale",
    ]) {
      await rm(join(rootFs, unneeded), { recursive: true, force: true });
    }
    // Where this machine trusts certificates of its own, so does the build.
    if (existsSync(CERTIFICATES)) await cp(CERTIFICATES, join(rootFs, CERTIFICATES));
    const archive = join(folder, "root.tar");
    await requireProgram("tar", ["-C", rootFs, "-cf", archive, "."], BOOTSTRAP_TIMEOUT_MS);
    const changes = [`ENV ${PATH}`, `ENV NODE_EXTRA_CA_CERTS=${CERTIFICATES}`, `LABEL ${LABEL}=${process.version}`];
    const options = changes.flatMap((change) => ["--change", change]);
    await requireProgram(program, ["import", ...options, archive, BASE_IMAGE], BOOTSTRAP_TIMEOUT_MS);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The Node that runs this, and the npm of this machine, where the real image has them. */
async function addNode(rootFs: string): Promise<void> {
  const local = join(rootFs, "usr/local");
  await cp(process.execPath, join(local, "bin/node"));
  await cp(await findNpm(), join(local, "lib/node_modules/npm"), { recursive: true });
  for (const name of ["npm", "npx"])
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(local, "bin", name));
}

async function findNpm(): Promise<string> {
  const modules = await requireProgram("npm", ["root", "--global"]);
  const manifest = createRequire(join(modules, "package.json")).resolve("npm/package.json");
  return dirname(manifest);
}

/** Where this machine has its Debian packages from; debootstrap knows the usual place by itself. */
function debianMirror(): string | undefined {
  const sources = ["/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list"].filter((file) =>
    existsSync(file),
  );
  for (const file of sources) {
    const [, mirror] = /^(?:URIs:|deb(?: \[[^\]]*\])?) +(\S+)/m.exec(readFileSync(file, "utf8")) ?? [];
    if (mirror !== undefined) return mirror;
  }
  return undefined;
}
