import { driverRestorePolicy } from "@hos/access";
import { expect, it } from "vitest";

const rule = driverRestorePolicy["driver-grants"];

it("keeps what the hub decided since the backup, and adds what only the backup has", () => {
  const restored = new Map([
    ["a", { revokedAt: null }],
    ["b", { disabled: false }],
  ]);
  const current = new Map([
    ["a", { revokedAt: "now" }],
    ["c", { disabled: true }],
  ]);
  expect(Object.fromEntries(rule({ restored, current }))).toEqual({
    a: { revokedAt: "now" },
    b: { disabled: false },
    c: { disabled: true },
  });
});

it("takes the backup as it is where there is no database", () => {
  const restored = new Map([["a", { revokedAt: null }]]);
  expect(rule({ restored, current: undefined })).toEqual(restored);
});
