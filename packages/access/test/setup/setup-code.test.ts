import { randomBytes } from "node:crypto";
import { ManualClock } from "@hos/runtime/testing";
import { expect, test } from "vitest";
import { SetupCode } from "../../src/setup/setup-code.ts";

test("a setup code is good until it is renewed or ended", () => {
  const codes: string[] = [];
  const onCode = (code: string) => void codes.push(code);
  const setup = new SetupCode({ clock: new ManualClock(), randomBytes, onCode });
  expect(() => setup.check("", "a")).toThrow("setup code");
  setup.renew();
  expect(setup.check(codes[0] ?? "", "a")).toBeUndefined();
  setup.renew();
  expect(() => setup.check(codes[0] ?? "", "a")).toThrow("setup code");
  expect(setup.check(codes[1] ?? "", "a")).toBeUndefined();
  setup.end();
  expect(() => setup.check(codes[1] ?? "", "a")).toThrow("setup code");
});
