import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError, CONFIG_VARIABLES, findUnknownVariables, readConfig } from "../src/index.ts";

const PLAIN = {
  host: "127.0.0.1",
  port: 8080,
  driverPort: 8080,
  dataDir: "data",
  logLevel: "info",
  logFormat: "json",
  graceMs: 5000,
  historySize: 10_000,
  maxFrameBytes: 1024 * 1024,
  pingIntervalMs: 20_000,
  clientBufferBytes: 4 * 1024 * 1024,
};

describe("readConfig", () => {
  it("gives every setting its default where nothing is set", () => {
    expect(readConfig({})).toEqual(PLAIN);
  });

  it("takes an empty variable for one that is not set", () => {
    expect(readConfig({ PORT: "", DRIVER_WS_PORT: "", HOS_HOST: "", HOS_LOG_LEVEL: "" })).toEqual(PLAIN);
  });

  it("reads every setting", () => {
    const env = {
      PORT: "9000",
      DRIVER_WS_PORT: "9001",
      HOS_HOST: "::1",
      HOS_DATA_DIR: "/tmp",
      HOS_LOG_LEVEL: "debug",
      HOS_LOG_FORMAT: "pretty",
      HOS_GRACE_MS: "0",
      HOS_HISTORY_SIZE: "5",
      HOS_MAX_FRAME_BYTES: "2048",
      HOS_PING_INTERVAL_MS: "1000",
      HOS_CLIENT_BUFFER_BYTES: "4096",
    };
    expect(readConfig(env)).toEqual({
      host: "::1",
      port: 9000,
      driverPort: 9001,
      dataDir: "/tmp",
      logLevel: "debug",
      logFormat: "pretty",
      graceMs: 0,
      historySize: 5,
      maxFrameBytes: 2048,
      pingIntervalMs: 1000,
      clientBufferBytes: 4096,
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
  ])("refuses %s=%j in one line that names variable, value and expectation", (variable, value, message) => {
    const read = () => readConfig({ [variable]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(message);
  });

  it("names the variable at fault as a member of the error", () => {
    expect(() => readConfig({ HOS_LOG_LEVEL: "x" })).toThrow(expect.objectContaining({ variable: "HOS_LOG_LEVEL" }));
  });

  it.each(["0.0.0.0", "::", "192.168.1.2", "hub.example", "127.0.0.1.example", "::ffff:10.0.0.1"])(
    "refuses to listen on %s, which others can reach, and says why",
    (host) => {
      expect(() => readConfig({ HOS_HOST: host })).toThrow(/^HOS_HOST=.* loopback .* no access control yet/);
    },
  );

  it.each(["127.0.0.1", "127.8.9.10", "localhost", "::1"])("listens on %s, which is this machine", (host) => {
    expect(readConfig({ HOS_HOST: host }).host).toBe(host);
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

describe("README.md", () => {
  it.each(Object.entries(CONFIG_VARIABLES))("tells of %s with its default and meaning", (name, schema) => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8").replaceAll(/ +/g, " ");
    const { default: value, description } = schema as { default?: string | number; description?: string };
    const row = `| \`${name}\` | ${value === undefined ? "`PORT`" : `\`${String(value)}\``} | ${description} |`;
    expect(readme).toContain(row);
  });
});
