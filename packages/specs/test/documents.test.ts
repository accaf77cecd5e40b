import { describe, expect, it } from "vitest";
import { createDriverAsyncApi, createLiveAsyncApi, createOpenApiDocument } from "../src/index.ts";

const documents = {
  openapi: createOpenApiDocument("1.0.0"),
  "asyncapi-driver": createDriverAsyncApi("1.0.0"),
  "asyncapi-live": createLiveAsyncApi("1.0.0"),
};

describe.each(Object.entries(documents))("the %s document", (_, document) => {
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => path);

  it("refers only to what it contains", () => {
    expect(references.filter((path) => find(document, path) === undefined)).toEqual([]);
  });

  it("names no schema that it does not use", () => {
    const { components } = document as { components: { schemas: object } };
    const unused = Object.keys(components.schemas).filter((name) => !references.includes(`components/schemas/${name}`));
    expect(unused).toEqual([]);
  });
});

describe("the openapi document", () => {
  it("gives each operation its own id", () => {
    const ids = [...JSON.stringify(documents.openapi).matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain("commandDevice");
  });
});

function find(document: object, path: string): unknown {
  return path
    .split("/")
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document);
}
