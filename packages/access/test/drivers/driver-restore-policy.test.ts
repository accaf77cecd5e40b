import { driverRestorePolicy } from "@hos/access";
import { expect, it } from "vitest";

const rule = driverRestorePolicy["driver-grants"];
const CREDENTIAL = { hash: "of the backup", revokedAt: null };

it("keeps what the hub decided since the backup, and adds who is disabled in the backup only, without a credential", () => {
  const restored = new Map([
    ["a", { credential: CREDENTIAL, disabled: false }],
    ["b", { credential: CREDENTIAL, disabled: false }],
    ["d", { credential: CREDENTIAL, disabled: true }],
  ]);
  const current = new Map([
    ["a", { credential: { ...CREDENTIAL, revokedAt: "now" }, disabled: false }],
    ["c", { credential: null, disabled: true }],
  ]);
  expect(Object.fromEntries(rule({ restored, current }))).toEqual({
    a: { credential: { ...CREDENTIAL, revokedAt: "now" }, disabled: false },
    c: { credential: null, disabled: true },
    d: { credential: null, disabled: true },
  });
});

it("takes no credential from the backup where there is no database to ask what was revoked", () => {
  const restored = new Map([
    ["a", { credential: CREDENTIAL, disabled: false }],
    ["b", { credential: CREDENTIAL, disabled: true }],
  ]);
  expect(Object.fromEntries(rule({ restored, current: undefined }))).toEqual({
    b: { credential: null, disabled: true },
  });
});
