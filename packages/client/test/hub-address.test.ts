import { describe, expect, it } from "vitest";
import { readHubAddress } from "../src/hub-address.ts";

describe("readHubAddress", () => {
  it.each([
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080", ""],
    ["http://127.0.0.1:8080/", "http://127.0.0.1:8080", ""],
    ["https://home.example/hub/", "https://home.example", "/hub"],
  ])("reads %s", (url, origin, prefix) => {
    expect(readHubAddress(url)).toEqual({ origin, prefix });
  });

  it.each(["", "localhost:8080", "ws://localhost", "/app"])("refuses %j", (url) => {
    expect(() => readHubAddress(url)).toThrow(TypeError);
    expect(() => readHubAddress(url)).toThrow(JSON.stringify(url));
  });
});
