import { authorize, type DevicePlace, type Principal } from "@hos/access";
import { Role, Scope } from "@hos/protocol/rest";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { UserDocument } from "../../src/people/user-document.ts";
import { ROLE_SCOPES } from "../../src/people/role-scopes.ts";
import { createPrincipal } from "../../src/tokens/create-principal.ts";
import type { TokenDocument } from "../../src/tokens/token-document.ts";

const scope = fc.constantFrom(...Scope.enum);
const spaceId = fc.constantFrom("kitchen", "cellar", "garden");
const deviceId = fc.constantFrom("lamp", "plug", "valve");
const narrowing = fc.record(
  { spaceIds: fc.uniqueArray(spaceId), deviceIds: fc.uniqueArray(deviceId) },
  { requiredKeys: [] },
);
const role = fc.constantFrom(...Role.enum);
const subject = fc.oneof(
  fc.constant("home" as const),
  fc.record<DevicePlace>({ id: deviceId, spaceId: fc.option(spaceId) }),
);
const permission = fc.record({ scope, subject }, { requiredKeys: ["scope"] });
const user = fc
  .tuple(fc.record({ role, disabled: fc.boolean() }), narrowing)
  .map(([person, part]): UserDocument =>
    Object.assign({ id: "u1", username: "person", passwordHash: "", createdAt: "" }, person, part),
  );
const token = fc
  .tuple(fc.uniqueArray(scope), narrowing)
  .map(([scopes, part]): TokenDocument => Object.assign(createToken("api", scopes), part));

function createToken(kind: "api" | "session", scopes: Scope[]): TokenDocument {
  return { id: "t1", kind, name: "token", userId: "u1", hash: "", scopes, createdAt: "", expiresAt: null };
}

/** The person at the own session, which reaches as far as the person does. */
function asSession(person: UserDocument): Principal | undefined {
  return createPrincipal(createToken("session", ["os_api_admin"]), person);
}

describe("a token", () => {
  test("never reaches further than its person, nor further than it says", () => {
    fc.assert(
      fc.property(user, token, permission, (person, made, asked) => {
        if (authorize(createPrincipal(made, person), asked) !== "allowed") return;
        expect(authorize(asSession(person), asked)).toBe("allowed");
        const alone = createPrincipal({ ...made, userId: null }, undefined);
        expect(authorize(alone, asked)).toBe("allowed");
      }),
      { numRuns: 2000 },
    );
  });

  test("is good for nothing where its person is disabled or gone", () => {
    fc.assert(
      fc.property(user, token, (person, made) => {
        expect(createPrincipal(made, undefined)).toBeUndefined();
        expect(createPrincipal(made, { ...person, disabled: true })).toBeUndefined();
      }),
    );
  });

  test("reaches as far as both allow", () => {
    fc.assert(
      fc.property(user, token, permission, (person, made, asked) => {
        const both = [asSession(person), createPrincipal({ ...made, userId: null }, undefined)];
        if (!both.every((one) => authorize(one, asked) === "allowed")) return;
        expect(authorize(createPrincipal(made, person), asked)).toBe("allowed");
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a role", () => {
  test("is what the documents say", () => {
    expect(ROLE_SCOPES).toEqual({
      admin: ["os_api_admin"],
      member: ["devices:read", "devices:command", "config:write"],
      guest: ["devices:read", "devices:command"],
    });
  });
});
