import { expect, test } from "vitest";

test("@hos/dispatcher exports what it says and nothing else", async () => {
  const surface: object = await import("@hos/dispatcher");
  expect(Object.keys(surface).toSorted()).toMatchSnapshot();
});
