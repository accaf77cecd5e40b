import { execFile } from "node:child_process";
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { markdownFiles } from "./lib/markdown-files.ts";
import { root } from "./lib/steps.ts";

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, { readonly "@hos/source"?: string }>>;
}

const documents = markdownFiles().map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));

describe("documents", () => {
  it("show examples that compile", async () => {
    // Below the root, so that the packages of the root are found; ignored by git.
    mkdirSync(join(root, ".hos"), { recursive: true });
    const folder = mkdtempSync(join(root, ".hos/documents-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const examples = documents.flatMap(({ file, text }) =>
      [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code = ""], index) => ({
        name: `${file.replaceAll("/", "-")}-${index + 1}.ts`,
        code,
      })),
    );
    for (const { name, code } of examples) writeFileSync(join(folder, name), code);
    const config = {
      extends: "../../tsconfig.base.json",
      compilerOptions: { noEmit: true, noUnusedLocals: false, paths: sourcePaths() },
      include: ["*.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const faults = await promisify(execFile)(join(root, "node_modules/.bin/tsc"), ["-p", folder], { cwd: folder }).then(
      () => "",
      (error: { readonly stdout: string }) => error.stdout,
    );
    expect(faults).toBe("");
    expect(examples.length).toBeGreaterThan(10);
  }, 60_000);

  it.each(documents)("link to what is there: $file", ({ file, text }) => {
    const broken = linksOf(text).filter((link) => !resolves(file, link));
    expect(broken).toEqual([]);
  });
});

/** Every entry point of the packages, at its source, wherever the example stands. */
function sourcePaths(): Readonly<Record<string, readonly string[]>> {
  const paths: Record<string, readonly string[]> = {};
  for (const file of globSync("{packages,apps}/*/package.json", { cwd: root })) {
    const { name, exports = {} } = JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest;
    for (const [subpath, entry] of Object.entries(exports)) {
      const source = entry["@hos/source"];
      if (source !== undefined) paths[`${name}${subpath.slice(1)}`] = [join(root, dirname(file), source)];
    }
  }
  return paths;
}

/** The targets of all links that do not leave the repository, those in examples aside. */
function linksOf(text: string): readonly string[] {
  const prose = text.replaceAll(/^```[^]*?^```$/gm, "").replaceAll(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = ""]) =>
    /^[a-z]+:/.test(target) ? [] : [target],
  );
}

function resolves(file: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? join(root, file) : join(root, dirname(file), path);
  if (!existsSync(target)) return false;
  return anchor === undefined || anchorsOf(readFileSync(target, "utf8")).has(anchor);
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.replaceAll(/^```[^]*?^```$/gm, "").matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => title);
  return new Set(
    headings.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}
