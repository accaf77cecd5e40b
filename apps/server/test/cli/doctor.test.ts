import { chmodSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { join } from "node:path";
import { SqliteStorage } from "@hos/storage/sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkClock } from "../../src/cli/doctor/check-clock.ts";
import { checkDataFolder } from "../../src/cli/doctor/check-data-folder.ts";
import { checkDatabase } from "../../src/cli/doctor/check-database.ts";
import { checkDisk } from "../../src/cli/doctor/check-disk.ts";
import { checkNode } from "../../src/cli/doctor/check-node.ts";
import { checkPort } from "../../src/cli/doctor/check-port.ts";
import { checkSettings } from "../../src/cli/doctor/check-settings.ts";
import { checkTls } from "../../src/cli/doctor/check-tls.ts";
import { RESTORE_POLICY } from "../../src/restore-policy.ts";
import { createCertificate } from "../support/create-certificate.ts";
import { runCommand } from "../support/run-command.ts";
import { temporaryFolder, writeTemporary } from "../support/temporary-folder.ts";

const NOW = Date.parse("2027-06-01T12:00:00Z");
const MEBIBYTE = 1024 * 1024;
/** Root may write anywhere. */
const mayWriteAnywhere = process.getuid?.() === 0;

async function occupy(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function createDatabase(folder: string): Promise<string> {
  const storage = await SqliteStorage.open({ folder, restorePolicy: RESTORE_POLICY });
  await storage.close();
  return join(folder, "hos.db");
}

describe("hos-server doctor", () => {
  it("finds nothing wrong where nothing is", async () => {
    const folder = temporaryFolder();
    await createDatabase(folder);
    const { code, out, err } = await runCommand(["doctor"], { HOS_DATA_DIR: folder, PORT: "0" });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const line of out.split("\n")) expect(line).toMatch(/^(?:ok|warn) {2,4}\S/);
  }, 20_000);

  it("checks the rest where one setting is wrong, and ends with exit code 1", async () => {
    const { code, out } = await runCommand(["doctor"], {
      HOS_DATA_DIR: temporaryFolder(),
      PORT: "0",
      HOS_LOG_LEVEL: "x",
    });
    expect(code).toBe(1);
    expect(out).toMatch(/^fail {2}HOS_LOG_LEVEL="x" must be .*\. Correct HOS_LOG_LEVEL or take it away\.$/m);
    expect(out).toMatch(/^ok {4}\S+ can be written to\.$/m);
  });

  it.each([
    ["22.13.0", "ok"],
    ["26.1.0", "ok"],
    ["22.12.9", "fail"],
    ["20.20.2", "fail"],
  ])("looks at Node %s: %s", (version, level) => {
    expect(checkNode(version).level).toBe(level);
  });

  it("warns of settings that mean nothing and of drivers without credentials", () => {
    const findings = checkSettings({ HOS_PROT: "80", HOS_DRIVER_AUTH: "open" });
    expect(findings.map(({ level, text }) => [level, text.split(/[ :]/)[0]])).toEqual([
      ["ok", "The"],
      ["warn", "HOS_DRIVER_AUTH=open"],
      ["warn", "HOS_PROT"],
    ]);
  });

  it.each([
    [2026, "fail"],
    [2027, "ok"],
  ])("doubts a clock in %i: %s", (year, level) => {
    expect(checkClock(Date.UTC(year, 5), temporaryFolder()).level).toBe(level);
  });

  it("doubts a clock that is before what the hub wrote", () => {
    const folder = temporaryFolder();
    const file = join(folder, "hos.db");
    writeFileSync(file, "");
    utimesSync(file, NOW / 1000, NOW / 1000);
    expect(checkClock(NOW, folder).level).toBe("ok");
    utimesSync(file, NOW / 1000 + 90_000, NOW / 1000 + 90_000);
    expect(checkClock(NOW, folder).level).toBe("warn");
  });

  it.each([
    [10, "fail"],
    [100, "warn"],
    [1000, "ok"],
  ])("looks at %i free MiB: %s", (free, level) => {
    expect(checkDisk("/data", free * MEBIBYTE)).toMatchObject({
      level,
      text: `${free} MiB are free on the disk of /data.`,
    });
  });

  it("asks the disk of the folder, there or not", () => {
    expect(checkDisk(join(temporaryFolder(), "not", "there")).text).toMatch(/^\d+ MiB are free/);
  });

  it("takes a data folder that can be made", () => {
    expect(checkDataFolder(join(temporaryFolder(), "a", "b"), 1000)).toMatchObject([{ level: "ok" }]);
  });

  it("refuses a data folder that is a file", () => {
    expect(checkDataFolder(writeTemporary(""), 1000)).toMatchObject([{ level: "fail" }]);
  });

  it.skipIf(mayWriteAnywhere)("says whose a data folder must be that may not be written to", () => {
    const folder = join(temporaryFolder(), "data");
    mkdirSync(folder, { mode: 0o500 });
    expect(checkDataFolder(folder, 1000)).toMatchObject([
      { level: "fail", advice: `chown -R 1000 ${folder}, or start the hub as its owner.` },
    ]);
    expect(checkDataFolder(join(folder, "below"), 1000)).toMatchObject([{ level: "fail" }]);
  });

  it.skipIf(process.platform === "win32")("warns of a database that others can read", () => {
    const folder = temporaryFolder();
    const file = join(folder, "hos.db");
    writeFileSync(file, "", { mode: 0o600 });
    expect(checkDataFolder(folder, 1000)).toMatchObject([{ level: "ok" }]);
    chmodSync(file, 0o644);
    expect(checkDataFolder(folder, 1000)).toMatchObject([
      { level: "ok" },
      { level: "warn", advice: `chmod 600 ${file}` },
    ]);
  });

  it("finds a database intact, damaged, or not there", async () => {
    const folder = temporaryFolder();
    expect(checkDatabase(folder)).toMatchObject({ level: "ok" });
    const file = await createDatabase(folder);
    expect(checkDatabase(folder)).toMatchObject({ level: "ok", text: `${file} is intact.` });
    writeFileSync(file, "no database".repeat(1000));
    expect(checkDatabase(folder)).toMatchObject({ level: "fail" });
  });

  it("finds a port free, in use by a hub, or taken", async () => {
    const free = createServer();
    const port = await occupy(free);
    free.close();
    await once(free, "close");
    const listen = { host: "127.0.0.1", tls: false };
    expect(await checkPort({ ...listen, port })).toMatchObject({ level: "ok", text: `Port ${port} is free.` });

    const hub = await occupy(createHttpServer((_, response) => response.end('{"ok":true}')));
    expect(await checkPort({ ...listen, port: hub })).toMatchObject({
      level: "ok",
      text: `Port ${hub} is in use by a hub.`,
    });

    const other = await occupy(createHttpServer((_, response) => response.end("hello")));
    expect(await checkPort({ ...listen, port: other })).toMatchObject({ level: "fail" });
    const silent = await occupy(createServer((socket) => void socket.destroy()));
    expect(await checkPort({ ...listen, port: silent })).toMatchObject({ level: "fail" });
  });

  it("knows a host that is none of this machine", async () => {
    expect(await checkPort({ host: "203.0.113.1", port: 8080, tls: false })).toMatchObject({
      level: "fail",
      text: "HOS_HOST=203.0.113.1 is no address of this machine.",
    });
  });

  it.each([
    ["2030-01-01", "ok", "valid until 2030-01-01"],
    ["2027-06-10", "warn", "expires on 2027-06-10"],
    ["2027-05-31", "fail", "expired on 2027-05-31"],
  ])("looks at a certificate until %s: %s", (until, level, text) => {
    const { cert, key } = createCertificate({ notAfter: new Date(until) });
    const finding = checkTls({ certFile: writeTemporary(cert), keyFile: writeTemporary(key) }, NOW);
    expect(finding.level).toBe(level);
    expect(finding.text).toContain(text);
  });

  it.each([
    ["holds no certificate", "nonsense", /^HOS_TLS_CERT=.* holds no certificate in PEM/],
    ["does not belong to the key", createCertificate().cert, /^HOS_TLS_KEY=.* holds no key of the certificate/],
  ])("says so when the file of the certificate %s", (_what, cert, text) => {
    const files = { certFile: writeTemporary(cert), keyFile: writeTemporary(createCertificate().key) };
    expect(checkTls(files, NOW)).toMatchObject({ level: "fail", text: expect.stringMatching(text) });
  });
});
