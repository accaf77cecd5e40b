import { join } from "node:path";
import { DEFAULT_HUB_LIMITS } from "@hos/hub";
import { describe, expect, it } from "vitest";
import { ConfigError, CONFIG_VARIABLES, findUnknownVariables, readConfig } from "../src/index.ts";
import { temporaryFolder, writeTemporary } from "./support/temporary-folder.ts";

const MEBIBYTE = 1024 * 1024;
const { closeTimeoutMs: _close, frameBytes: _frame, pingIntervalMs: _ping, ...DRIVER_LIMITS } = DEFAULT_HUB_LIMITS;
const DRIVER_VARIABLES = Object.keys(CONFIG_VARIABLES).filter((name) => /^HOS_DRIVER_(?!AUTH)/.test(name));
const PLAIN = {
  host: undefined,
  port: 8080,
  driverPort: 8080,
  tls: undefined,
  allowedHosts: [],
  corsOrigins: [],
  trustProxy: [],
  mdns: true,
  maxConnectionsPerAddress: 1000,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  adminPassword: undefined,
  adminToken: undefined,
  driverAuth: "loopback",
  dataDir: "data",
  logLevel: "info",
  logLevels: {},
  logFormat: "json",
  graceMs: 5000,
  historySize: 10_000,
  maxBodyBytes: MEBIBYTE,
  maxFrameBytes: MEBIBYTE,
  pingIntervalMs: 20_000,
  driverLimits: DRIVER_LIMITS,
  maxBackupBytes: 1024 * MEBIBYTE,
  clientTimePercent: 30,
  clientBufferBytes: 4 * MEBIBYTE,
  clientStallMs: 60_000,
};

describe("readConfig", () => {
  it("gives every setting its default where nothing is set", () => {
    expect(readConfig({})).toEqual(PLAIN);
  });

  it("takes an empty variable for one that is not set", () => {
    const names = Object.keys(CONFIG_VARIABLES);
    expect(readConfig(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(PLAIN);
  });

  it("reads every setting", () => {
    const env = {
      PORT: "9000",
      DRIVER_WS_PORT: "9001",
      HOS_HOST: "0.0.0.0",
      HOS_TLS_CERT: "/etc/hos/cert.pem",
      HOS_TLS_KEY: "/etc/hos/key.pem",
      HOS_ALLOWED_HOSTS: "Hub.Example.com, hub.lan",
      HOS_CORS_ORIGINS: "https://app.example.com,http://127.0.0.1:3000",
      HOS_TRUST_PROXY: "loopback, 10.0.0.0/8, fd00::1",
      HOS_MDNS: "off",
      HOS_MAX_CONNECTIONS_PER_ADDRESS: "10",
      HOS_HEADERS_TIMEOUT_MS: "1000",
      HOS_REQUEST_TIMEOUT_MS: "2000",
      HOS_ADMIN_PASSWORD_FILE: writeTemporary("correct horse\n"),
      HOS_ADMIN_TOKEN_FILE: writeTemporary("0123456789abcdef0123456789abcdef\n"),
      HOS_DRIVER_AUTH: "token",
      HOS_DATA_DIR: "/tmp",
      HOS_LOG_LEVEL: "debug",
      HOS_LOG_LEVELS: "live=debug, drivers=warn",
      HOS_LOG_FORMAT: "pretty",
      HOS_GRACE_MS: "0",
      HOS_HISTORY_SIZE: "5",
      HOS_MAX_BODY_BYTES: "4096",
      HOS_MAX_FRAME_BYTES: "2048",
      HOS_PING_INTERVAL_MS: "1000",
      HOS_MAX_BACKUP_BYTES: "8388608",
      HOS_CLIENT_TIME_PERCENT: "60",
      HOS_CLIENT_BUFFER_BYTES: "4096",
      HOS_CLIENT_STALL_MS: "5000",
      ...Object.fromEntries(DRIVER_VARIABLES.map((name, index) => [name, String(2000 + index)])),
    };
    expect(Object.keys(env).toSorted()).toEqual(Object.keys(CONFIG_VARIABLES).toSorted());
    const { driverLimits, ...config } = readConfig(env);
    expect(new Set(Object.values(driverLimits))).toEqual(new Set(DRIVER_VARIABLES.map((_, index) => 2000 + index)));
    expect(Object.keys(driverLimits).toSorted()).toEqual(Object.keys(DRIVER_LIMITS).toSorted());
    expect(config).toEqual({
      host: "0.0.0.0",
      port: 9000,
      driverPort: 9001,
      tls: { certFile: "/etc/hos/cert.pem", keyFile: "/etc/hos/key.pem" },
      allowedHosts: ["hub.example.com", "hub.lan"],
      corsOrigins: ["https://app.example.com", "http://127.0.0.1:3000"],
      trustProxy: ["loopback", "10.0.0.0/8", "fd00::1"],
      mdns: false,
      maxConnectionsPerAddress: 10,
      headersTimeoutMs: 1000,
      requestTimeoutMs: 2000,
      adminPassword: "correct horse",
      adminToken: "0123456789abcdef0123456789abcdef",
      driverAuth: "token",
      dataDir: "/tmp",
      logLevel: "debug",
      logLevels: { live: "debug", drivers: "warn" },
      logFormat: "pretty",
      graceMs: 0,
      historySize: 5,
      maxBodyBytes: 4096,
      maxFrameBytes: 2048,
      pingIntervalMs: 1000,
      maxBackupBytes: 8 * MEBIBYTE,
      clientTimePercent: 60,
      clientBufferBytes: 4096,
      clientStallMs: 5000,
    });
  });

  it("lets the driver endpoint share the port of REST where it has none of its own", () => {
    expect(readConfig({ PORT: "9000" }).driverPort).toBe(9000);
  });

  it.each([
    ["PORT", "http", 'PORT="http" must be a whole number from 0 to 65535.'],
    ["PORT", "65536", 'PORT="65536" must be a whole number from 0 to 65535.'],
    ["PORT", "-1", 'PORT="-1" must be a whole number from 0 to 65535.'],
    ["PORT", "80.5", 'PORT="80.5" must be a whole number from 0 to 65535.'],
    ["PORT", "0x50", 'PORT="0x50" must be a whole number from 0 to 65535.'],
    ["DRIVER_WS_PORT", " 1", 'DRIVER_WS_PORT=" 1" must be a whole number from 0 to 65535.'],
    ["HOS_GRACE_MS", "5s", 'HOS_GRACE_MS="5s" must be a whole number from 0 to 3600000.'],
    ["HOS_MAX_FRAME_BYTES", "1", 'HOS_MAX_FRAME_BYTES="1" must be a whole number from 1024 to 67108864.'],
    ["HOS_LOG_LEVEL", "loud", 'HOS_LOG_LEVEL="loud" must be one of debug, info, warn, error, silent.'],
    ["HOS_LOG_FORMAT", "xml", 'HOS_LOG_FORMAT="xml" must be one of json, pretty.'],
    ["HOS_DRIVER_AUTH", "none", 'HOS_DRIVER_AUTH="none" must be one of loopback, token, open.'],
    [
      "HOS_REQUEST_TIMEOUT_MS",
      "9999",
      'HOS_REQUEST_TIMEOUT_MS="9999" must be no less than HOS_HEADERS_TIMEOUT_MS, 10000.',
    ],
    ["HOS_TLS_CERT", "cert.pem", 'HOS_TLS_CERT="cert.pem" needs HOS_TLS_KEY beside it.'],
    ["HOS_TLS_KEY", "key.pem", 'HOS_TLS_KEY="key.pem" needs HOS_TLS_CERT beside it.'],
  ])("refuses %s=%j in one line that names variable, value and expectation", (variable, value, message) => {
    const read = () => readConfig({ [variable]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(message);
  });

  it.each([
    ["HOS_ALLOWED_HOSTS", ["hub.lan:8080", "https://hub.lan", "hub lan", "hub.lan,", "*.example.com", "-hub.lan"]],
    [
      "HOS_CORS_ORIGINS",
      ["*", "null", "app.example.com", "https://app.example.com/page", "file:///", "https://u@a.example"],
    ],
    [
      "HOS_LOG_LEVELS",
      ["live", "live=loud", "lamp=debug", "live=debug,", "live=debug=warn", "=debug", "toString=debug"],
    ],
    ["HOS_TRUST_PROXY", ["true", "1", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "proxy.lan", "::/129", "10.0.0.0/8/8"]],
  ])("refuses a list in %s of which one entry is none", (variable, texts) => {
    for (const text of texts) expect(() => readConfig({ [variable]: text })).toThrow(`${variable}="${text}" must be`);
  });

  it.each(["HOS_ADMIN_TOKEN_FILE", "HOS_ADMIN_PASSWORD_FILE"])("never tells what is in the file of %s", (variable) => {
    const path = writeTemporary("short");
    expect(() => readConfig({ [variable]: path })).toThrow(
      /^HOS_ADMIN_(TOKEN|PASSWORD)_FILE="[^"]*" must hold one line of (32 to 512|8 to 256) characters\.$/,
    );
    expect(() => readConfig({ [variable]: path })).not.toThrow(/short/);
  });

  it("refuses a secret of two lines, which is most likely another file", () => {
    const path = writeTemporary("0123456789abcdef\n0123456789abcdef0123456789\n");
    expect(() => readConfig({ HOS_ADMIN_TOKEN_FILE: path })).toThrow(/must hold one line/);
  });

  it("refuses a file of a secret that is not there", () => {
    const path = join(temporaryFolder(), "missing");
    expect(() => readConfig({ HOS_ADMIN_TOKEN_FILE: path })).toThrow(/^HOS_ADMIN_TOKEN_FILE=.* cannot be read: ENOENT/);
  });

  it("names the variable at fault as a member of the error", () => {
    expect(() => readConfig({ HOS_LOG_LEVEL: "x" })).toThrow(expect.objectContaining({ variable: "HOS_LOG_LEVEL" }));
  });

  it("refuses a data directory that is a file", () => {
    expect(() => readConfig({ HOS_DATA_DIR: import.meta.filename })).toThrow(/^HOS_DATA_DIR=.*must be a directory/);
  });

  it("keeps every message to one line, whatever the value holds", () => {
    expect(() => readConfig({ PORT: "1\n2" })).toThrow(/^[^\n]*$/);
  });
});

describe("findUnknownVariables", () => {
  it("names the HOS_ variables that mean nothing and no others", () => {
    expect(findUnknownVariables({ HOS_PROT: "1", HOS_HOST: "::1", PATH: "/bin", PORT: "1" })).toEqual(["HOS_PROT"]);
  });
});
