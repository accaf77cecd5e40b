import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProgram, succeeds } from "./support/run-program.ts";

const UNIT = fileURLToPath(new URL("../../../deploy/systemd/hos.service", import.meta.url));
/** Of 0, safe, to 100. What is left is the network, a JavaScript compiler and the file system of the machine. */
const MOST_EXPOSED = 15;

describe.skipIf(!(await succeeds("systemd-analyze", ["--version"])))("hos.service", () => {
  it("is a unit without a fault", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hos-unit-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    // It is installed where it says on no machine that runs this.
    const text = readFileSync(UNIT, "utf8").replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`);
    const unit = join(folder, "hos.service");
    writeFileSync(unit, text);
    const { exitCode, stdout, stderr } = await runProgram("systemd-analyze", ["verify", unit]);
    expect({ exitCode, said: stdout + stderr }).toEqual({ exitCode: 0, said: "" });
  });

  it("shuts out what the hub does not need", async () => {
    const args = ["security", "--offline=true", `--threshold=${MOST_EXPOSED}`, UNIT];
    expect((await runProgram("systemd-analyze", args)).exitCode).toBe(0);
  });

  it("starts what the package installs", () => {
    const manifest = fileURLToPath(new URL("../../server/package.json", import.meta.url));
    const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: Readonly<Record<string, string>> };
    const [, command] = /^ExecStart=.*\/([^/ ]+) start$/m.exec(readFileSync(UNIT, "utf8")) ?? [];
    expect(Object.keys(bin)).toContain(command);
  });
});
