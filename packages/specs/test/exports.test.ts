import { describe, expect, it } from "vitest";
import * as specs from "../src/index.ts";

describe("@hos/specs", () => {
  it("exports what it promises", () => {
    expect(Object.keys(specs).toSorted()).toMatchInlineSnapshot(`
      [
        "REST_ROUTES",
        "createApiPage",
        "createDriverAsyncApi",
        "createLiveAsyncApi",
        "createOpenApiDocument",
      ]
    `);
  });
});
