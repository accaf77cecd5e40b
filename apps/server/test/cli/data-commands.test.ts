import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AccessControl, ROOT_PRINCIPAL } from "@hos/access";
import { silentLogger, systemClock } from "@hos/runtime";
import { ConfigStore } from "@hos/storage";
import { SqliteStorage } from "@hos/storage/sqlite";
import { describe, expect, it } from "vitest";
import { RESTORE_POLICY } from "../../src/restore-policy.ts";
import { runCommand } from "../support/run-command.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const PASSWORD = "correct horse";
const TIMEOUT_MS = 30_000;

/** What a hub holds while it runs on `folder`. */
async function openHub(folder: string) {
  const storage = await SqliteStorage.open({ folder, restorePolicy: RESTORE_POLICY });
  const config = new ConfigStore({ persistence: storage.documents, logger: silentLogger });
  await config.start();
  const access = new AccessControl({ config, clock: systemClock, logger: silentLogger, adminPassword: PASSWORD });
  await access.start();
  return {
    access,
    async [Symbol.asyncDispose]() {
      await access.close();
      await storage.close();
    },
  };
}

/** The data folder of a hub that ran and was stopped, with a person `admin`. */
async function createHome() {
  const folder = temporaryFolder();
  {
    await using hub = await openHub(folder);
    expect(hub.access.listUsers()).toHaveLength(1);
  }
  return { folder, env: { HOS_DATA_DIR: folder } };
}

describe("hos-server", { timeout: TIMEOUT_MS }, () => {
  describe("backup", () => {
    it("writes a file that only its owner can read, while the hub runs", async () => {
      const { folder, env } = await createHome();
      await using hub = await openHub(folder);
      await hub.access.createToken(ROOT_PRINCIPAL, { name: "lately", scopes: ["devices:read"] });
      const file = join(folder, "copy.db");
      const { code, out, err } = await runCommand(["backup", file], env);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(new RegExp(`^${file} holds the backup \\(\\d+ bytes\\)\\.$`));
      expect(statSync(file).mode & 0o077).toBe(0);
    });

    it("overwrites nothing", async () => {
      const { folder, env } = await createHome();
      const file = join(folder, "copy.db");
      writeFileSync(file, "precious");
      const { code, err } = await runCommand(["backup", file], env);
      expect(code).toBe(1);
      expect(err).toContain(file);
      expect(err).not.toContain("\n");
      expect(readFileSync(file, "utf8")).toBe("precious");
    });

    it("says so where there is nothing to save", async () => {
      const folder = temporaryFolder();
      const { code, err } = await runCommand(["backup", join(folder, "copy.db")], { HOS_DATA_DIR: folder });
      expect(code).toBe(1);
      expect(err).not.toContain("\n");
      expect(existsSync(join(folder, "copy.db"))).toBe(false);
    });
  });

  describe("restore", () => {
    it("puts a backup in place and keeps what was there", async () => {
      const { folder, env } = await createHome();
      const file = join(temporaryFolder(), "copy.db");
      await runCommand(["backup", file], env);
      const { code, out, err } = await runCommand(["restore", file], env);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      const kept = /what was there before is in (\S+)\.$/.exec(out)?.[1] ?? "";
      expect(existsSync(kept)).toBe(true);
      await using hub = await openHub(folder);
      expect(hub.access.listUsers().map(({ username }) => username)).toEqual(["admin"]);
    });

    it("changes nothing while the hub runs, and says so", async () => {
      const { folder, env } = await createHome();
      const file = join(temporaryFolder(), "copy.db");
      await runCommand(["backup", file], env);
      await using hub = await openHub(folder);
      expect(await runCommand(["restore", file], env)).toEqual({
        code: 1,
        out: "",
        err: `A hub runs on ${folder}; stop it, do this again, and start it. Or add --next-start, and restart it.`,
      });
      expect(hub.access.listUsers()).toHaveLength(1);
    });

    it("waits for the next start where it is told to", async () => {
      const { folder, env } = await createHome();
      const file = join(temporaryFolder(), "copy.db");
      await runCommand(["backup", file], env);
      {
        await using hub = await openHub(folder);
        expect((await runCommand(["restore", "--next-start", file], env)).code).toBe(0);
        expect(hub.access.listUsers()).toHaveLength(1);
      }
      await using hub = await openHub(folder);
      expect(hub.access.listUsers()).toHaveLength(1);
      expect(existsSync(join(folder, "hos-restore.db"))).toBe(false);
    });

    it("refuses what is no backup", async () => {
      const { folder, env } = await createHome();
      const file = join(folder, "notes.txt");
      writeFileSync(file, "notes".repeat(1000));
      const { code, err } = await runCommand(["restore", file], env);
      expect(code).toBe(1);
      expect(err).toMatch(/^\S+notes\.txt is damaged or not a HOS database/);
    });
  });

  describe("reset-password", () => {
    it("prints a new password that lets in, and the old one does not", async () => {
      const { folder, env } = await createHome();
      const { code, out, err } = await runCommand(["reset-password", "admin"], env);
      expect(code).toBe(0);
      expect(err).toBe("This is the new password of admin; it is not shown again.");
      await using hub = await openHub(folder);
      const logIn = (password: string) => hub.access.logIn({ username: "admin", password }, undefined);
      expect((await logIn(out)).user.username).toBe("admin");
      await expect(logIn(PASSWORD)).rejects.toThrow(expect.objectContaining({ code: "UNAUTHORIZED" }));
    });

    it("says so where nobody has that name", async () => {
      const { env } = await createHome();
      const { code, err } = await runCommand(["reset-password", "eve"], env);
      expect({ code, err }).toEqual({ code: 1, err: 'No person is called "eve".' });
    });

    it("needs a stopped hub, and says so", async () => {
      const { folder, env } = await createHome();
      await using hub = await openHub(folder);
      const { code, err } = await runCommand(["reset-password", "admin"], env);
      expect({ code, err }).toEqual({ code: 1, err: `A hub runs on ${folder}; stop it, do this again, and start it.` });
      expect((await hub.access.logIn({ username: "admin", password: PASSWORD }, undefined)).token).toBeDefined();
    });

    it("makes no data folder where none is", async () => {
      const folder = join(temporaryFolder(), "none");
      const { code, err } = await runCommand(["reset-password", "admin"], { HOS_DATA_DIR: folder });
      expect({ code, err }).toEqual({
        code: 1,
        err: `No hub ever ran on ${folder}; set HOS_DATA_DIR to the data folder of the hub.`,
      });
      expect(existsSync(folder)).toBe(false);
    });
  });

  describe("token", () => {
    it("prints a token that reaches as far as it was told, and nothing else on stdout", async () => {
      const { folder, env } = await createHome();
      const args = ["token", "panel", "--scopes", "devices:read, drivers:manage", "--expires", "30d"];
      const { code, out, err } = await runCommand(args, env);
      expect(code).toBe(0);
      expect(err).toBe('This is the token "panel" (devices:read, drivers:manage); it is not shown again.');
      await using hub = await openHub(folder);
      expect([...(hub.access.authenticate(out)?.scopes ?? [])]).toEqual(["devices:read", "drivers:manage"]);
      const [token] = hub.access.listTokens(ROOT_PRINCIPAL);
      const days = (Date.parse(token?.expiresAt ?? "") - Date.parse(token?.createdAt ?? "")) / 86_400_000;
      expect(Math.round(days)).toBe(30);
    });

    it("sees and commands devices for ever where nothing else is said", async () => {
      const { folder, env } = await createHome();
      const { out } = await runCommand(["token", "panel"], env);
      await using hub = await openHub(folder);
      expect([...(hub.access.authenticate(out)?.scopes ?? [])]).toEqual(["devices:read", "devices:command"]);
      expect(hub.access.listTokens(ROOT_PRINCIPAL)).toMatchObject([{ name: "panel", expiresAt: null }]);
    });
  });

  it("says in one line that the data folder is none", async () => {
    const { code, err } = await runCommand(["token", "panel"], { HOS_DATA_DIR: import.meta.filename });
    expect(code).toBe(78);
    expect(err).toMatch(/^HOS_DATA_DIR=.*must be a directory/);
  });
});
