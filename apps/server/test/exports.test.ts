import { expect, it } from "vitest";
import * as server from "../src/index.ts";

it("exports what it promises", () => {
  expect(Object.keys(server).toSorted()).toMatchInlineSnapshot(`
    [
      "CONFIG_VARIABLES",
      "ConfigError",
      "LogLevels",
      "createMemoryStorage",
      "createServer",
      "findUnknownVariables",
      "readConfig",
    ]
  `);
});
