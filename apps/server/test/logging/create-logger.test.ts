import { describe, expect, it } from "vitest";
import { createLogger, createLogLevels } from "../../src/logging/create-logger.ts";
import type { LogLevel } from "../../src/logging/log-level.ts";

const PLAIN = { adminPassword: undefined, adminToken: undefined, logLevels: {} };

function collect(
  config: Partial<Parameters<typeof createLogger>[0]> & { logLevel: LogLevel; logFormat: "json" | "pretty" },
) {
  const whole = { ...PLAIN, ...config };
  const lines: string[] = [];
  const levels = createLogLevels(whole);
  const logger = createLogger(whole, { levels, sink: { write: (line) => lines.push(line) } });
  return { lines, logger, levels };
}

describe("createLogger", () => {
  it("writes one object a line with level, time, message and fields", () => {
    const { lines, logger } = collect({ logLevel: "info", logFormat: "json" });
    logger.info("A driver registered.", { driver: "DEMO/1" });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: 30, msg: "A driver registered.", driver: "DEMO/1" });
  });

  it("leaves out what is below the level", () => {
    const { lines, logger } = collect({ logLevel: "warn", logFormat: "json" });
    logger.debug("no");
    logger.info("no");
    logger.warn("yes");
    logger.error("yes");
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(["yes", "yes"]);
  });

  it("says nothing at all at the level silent", () => {
    const { lines, logger } = collect({ logLevel: "silent", logFormat: "json" });
    logger.error("no");
    expect(lines).toEqual([]);
  });

  it("adds the fields of a child to its lines", () => {
    const { lines, logger } = collect({ logLevel: "info", logFormat: "json" });
    logger.child({ part: "live" }).info("hello");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ part: "live", msg: "hello" });
  });

  it("tells message and stack of an error", () => {
    const { lines, logger } = collect({ logLevel: "info", logFormat: "json" });
    logger.error("It broke.", { err: new Error("cause") });
    expect(JSON.parse(lines[0] ?? "").err).toMatchObject({
      message: "cause",
      stack: expect.stringContaining("Error: cause"),
    });
  });

  it("writes a sentence for people in the format pretty", () => {
    const { lines, logger } = collect({ logLevel: "info", logFormat: "pretty" });
    logger.warn("Slow.", { client: "10.0.0.1", note: "two words", bytes: 5 });
    expect(lines).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d\.\d{3} warn {2}Slow\. client=10\.0\.0\.1 note="two words" bytes=5\n$/),
    ]);
  });

  it("gives a component its own level, and its children too", () => {
    const { lines, logger } = collect({ logLevel: "warn", logFormat: "json", logLevels: { live: "debug" } });
    logger.info("no");
    logger.child({ component: "http" }).info("no");
    const live = logger.child({ component: "live" });
    live.debug("yes");
    live.child({ client: 1 }).debug("yes");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { msg: "yes", component: "live" },
      { msg: "yes", component: "live", client: 1 },
    ]);
  });

  it("changes levels for the loggers that there are", () => {
    const { lines, logger, levels } = collect({ logLevel: "warn", logFormat: "json" });
    const live = logger.child({ component: "live" });
    levels.change({ components: { live: "debug" } });
    live.debug("yes");
    logger.debug("no");
    levels.change({ level: "silent", components: { live: null } });
    live.error("no");
    logger.error("no");
    expect(lines).toHaveLength(1);
    expect(levels.settings).toEqual({ level: "silent", components: {} });
  });

  it.each(["json", "pretty"] as const)("writes nothing that a terminal obeys, in the format %s", (logFormat) => {
    const { lines, logger } = collect({ logLevel: "info", logFormat });
    const name = "a\u001b[31m\u009b2J\u202eb\n00:00:00.000 info  Forged.";
    logger.info("A token was made.", { name, err: new Error(name) });
    const text = lines.join("");
    expect(text).toContain(String.raw`\u001b[31m\u009b2J\u202eb`);
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|^00:00/m);
  });

  it("keeps what it escapes, for whoever reads the JSON", () => {
    const { lines, logger } = collect({ logLevel: "info", logFormat: "json" });
    const name = "a\u001b[31m\u009b2J\u202eb\n";
    logger.info("A token was made.", { name });
    expect(JSON.parse(lines.join(""))).toMatchObject({ name });
  });

  it.each(["json", "pretty"] as const)("lets no secret pass, wherever it stands, in the format %s", (logFormat) => {
    const { lines, logger } = collect({
      logLevel: "debug",
      logFormat,
      adminToken: 'root"token-root"token-root"token-root',
      adminPassword: "correct horse",
    });
    const credential = "hosd_01ABCDEF_SECRETSECRETSECRET";
    logger.info(`Came with ${credential} as Bearer plainsecret`, {
      token: "plainsecret",
      headers: { authorization: "plainsecret", "set-cookie": "plainsecret" },
      list: [{ password: "plainsecret" }],
      code: "424242",
      pairingCode: "424242",
      payload: { code: "424242" },
      frame: "424242",
      url: `/events?ticket=${credential}`,
      quoted: 'root"token-root"token-root"token-root',
      known: "correct horse",
    });
    logger.child({ token: "plainsecret" }).error("It broke.", { err: new Error(`no ${credential}`) });
    expect(lines).toHaveLength(2);
    const text = lines.join("");
    for (const secret of ["SECRETSECRET", "plainsecret", "424242", "token-root", "correct horse"]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain("hosd_01ABCDEF_***");
  });

  it("keeps what only looks like a secret", () => {
    const { lines, logger } = collect({ logLevel: "debug", logFormat: "json" });
    const fields = { tokenId: "T1", tokenIds: ["T1"], code: "VALIDATION_ERROR", end: { code: 4003 }, secret: null };
    logger.info("hello", fields);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject(fields);
  });

  it("does not follow what is nested without end", () => {
    const { lines, logger } = collect({ logLevel: "debug", logFormat: "json" });
    const loop: Record<string, unknown> = {};
    loop["self"] = loop;
    logger.info("hello", loop);
    expect(lines[0]).toContain("(left out)");
  });
});
