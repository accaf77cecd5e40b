import { expect, test } from "vitest";

test.each(["@hos/storage", "@hos/storage/sqlite", "@hos/storage/testing"])(
  "%s exports what it says and nothing else",
  async (subpath) => {
    const surface: object = await import(subpath);
    expect(Object.keys(surface).toSorted()).toMatchSnapshot();
  },
);
