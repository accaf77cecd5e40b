import { describe, expect, it } from "vitest";
import { createLogger } from "../../src/logging/create-logger.ts";

function collect(config: Parameters<typeof createLogger>[0]) {
  const lines: string[] = [];
  return { lines, logger: createLogger(config, { write: (line) => lines.push(line) }) };
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
});
