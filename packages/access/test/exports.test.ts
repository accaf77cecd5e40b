import { expect, test } from "vitest";

test("@hos/access exports what it says and nothing else", async () => {
  const surface: object = await import("@hos/access");
  expect(Object.keys(surface).toSorted()).toMatchSnapshot();
});
