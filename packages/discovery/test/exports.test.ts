import { expect, test } from "vitest";

test("@hos/discovery exports what it says and nothing else", async () => {
  const surface: object = await import("@hos/discovery");
  expect(Object.keys(surface).toSorted()).toMatchSnapshot();
});
