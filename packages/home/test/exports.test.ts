import { expect, test } from "vitest";

test("@hos/home exports what it says and nothing else", async () => {
  const surface: object = await import("@hos/home");
  expect(Object.keys(surface).toSorted()).toMatchSnapshot();
});
