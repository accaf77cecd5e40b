import { createHash } from "node:crypto";
import { createApiPage } from "@hos/specs";
import { describe, expect, it } from "vitest";
import { createPagePolicy } from "../../src/net/security-headers.ts";

describe("createPagePolicy", () => {
  it("allows nothing where a page has no style", () => {
    expect(createPagePolicy("<p>text</p>")).not.toContain("style-src");
  });

  it("allows the very styles of a page and no others", () => {
    const hash = createHash("sha256").update("p { color: red }").digest("base64");
    expect(createPagePolicy("<style>p { color: red }</style>").split("; ").at(-1)).toBe(`style-src 'sha256-${hash}'`);
  });

  it("knows the style of the page of the API", () => {
    expect(createPagePolicy(createApiPage("1.0.0"))).toMatch(/; style-src 'sha256-[^']+'$/);
  });
});
