import { describe, expect, it } from "vitest";
import { createApiPage, REST_ROUTES } from "../src/index.ts";

describe("createApiPage", () => {
  const page = createApiPage("<1.0.0>");

  it("shows every route", () => {
    expect(REST_ROUTES.filter(({ path }) => !page.includes(path))).toEqual([]);
  });

  it("escapes what it is given", () => {
    expect(page).toContain("&lt;1.0.0>");
    expect(page).not.toContain("<1.0.0>");
  });
});
