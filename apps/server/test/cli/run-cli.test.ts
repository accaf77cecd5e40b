import { describe, expect, it } from "vitest";
import { SERVER_VERSION } from "../../src/server-version.ts";
import { runCommand } from "../support/run-command.ts";

const COMMANDS = ["start", "health", "backup", "restore", "reset-password", "token", "doctor"];

describe("hos-server", () => {
  it("tells its version", async () => {
    expect(await runCommand(["--version"])).toEqual({ code: 0, out: SERVER_VERSION, err: "" });
  });

  it.each(["--help", "-h", "help"])("tells its commands for %s", async (argument) => {
    const { code, out } = await runCommand([argument]);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toContain(`hos-server ${command}`);
  });

  it.each(COMMANDS)("tells what %s does", async (command) => {
    const { code, out } = await runCommand([command, "--help"]);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: hos-server ${command}`);
  });

  it("knows no other command", async () => {
    expect(await runCommand(["stop"])).toEqual({
      code: 2,
      out: "",
      err: 'hos-server has no command "stop"; hos-server --help lists them.',
    });
  });

  it.each([
    [["backup"], /^It needs the file to write\. Usage: hos-server backup <file>$/],
    [["backup", "a", "b"], /^It takes nothing but the file to write\. Usage: hos-server backup <file>$/],
    [["restore"], /^It needs the file of the backup\. Usage: hos-server restore <file> \[--next-start\]$/],
    [["reset-password"], /^It needs the name of a person\. Usage: hos-server reset-password <user>$/],
    [["token"], /^It needs a name for the token\. Usage: hos-server token <name> \[--scopes/],
    [["token", "a", "--scopes", "everything"], /^There is no scope "everything"\. Usage: /],
    [["token", "a", "--expires", "soon"], /^"soon" is no time and no date\. Usage: /],
    [["token", "a", "--expires", "2020-01-01"], /^"2020-01-01" is in the past\. Usage: /],
    [["health", "now"], /^Unexpected argument 'now'\..* Usage: hos-server health$/],
    [["start", "--port", "80"], /^Unknown option '--port'.* Usage: hos-server start$/],
    [["doctor", "--fix"], /^Unknown option '--fix'.* Usage: hos-server doctor$/],
  ])("says in one line what is wrong with %j", async (args, line) => {
    const { code, out, err } = await runCommand(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(line);
    expect(err).not.toContain("\n");
  });
});
