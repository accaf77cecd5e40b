import { expect, test } from "vitest";

test.each([
  "@hos/protocol",
  "@hos/protocol/rest",
  "@hos/protocol/live",
  "@hos/protocol/device-model",
  "@hos/protocol/fixtures",
])("%s exports what it says and nothing else", async (subpath) => {
  const surface: object = await import(subpath);
  expect(Object.keys(surface).toSorted()).toMatchSnapshot();
});
