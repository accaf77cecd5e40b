import { authorize, createDeviceFilter, describeReach, type Principal } from "@hos/access";
import { Scope } from "@hos/protocol/rest";
import { describe, expect, test } from "vitest";

const lamp = { id: "lamp", spaceId: "kitchen" };
const plug = { id: "plug", spaceId: "cellar" };
const stray = { id: "stray", spaceId: null };
const ALL: readonly Scope[] = Scope.enum;

function principal(scopes: readonly Scope[], ...parts: { spaceIds?: string[]; deviceIds?: string[] }[]): Principal {
  return {
    kind: "api",
    tokenId: "t1",
    userId: "u1",
    name: "test",
    scopes: new Set(scopes),
    confinements: parts.map(({ spaceIds, deviceIds }) => ({
      spaceIds: new Set(spaceIds),
      deviceIds: new Set(deviceIds),
    })),
  };
}

describe("authorize", () => {
  test.each(ALL)("knows nobody without a principal: %s", (scope) => {
    expect(authorize(undefined, { scope })).toBe("unknown");
    expect(authorize(undefined, { scope, subject: "home" })).toBe("unknown");
  });

  test.each(ALL.flatMap((held) => ALL.map((asked) => [held, asked] as const)))(
    "who has %s and asks for %s",
    (held, asked) => {
      const expected = held === asked || held === "os_api_admin" ? "allowed" : "denied";
      expect(authorize(principal([held]), { scope: asked })).toBe(expected);
      expect(authorize(principal([held]), { scope: asked, subject: lamp })).toBe(expected);
      expect(authorize(principal([held]), { scope: asked, subject: "home" })).toBe(expected);
    },
  );

  test("denies everything to who has no scope", () => {
    for (const scope of ALL) expect(authorize(principal([]), { scope })).toBe("denied");
  });

  test.each([
    ["its space", [{ spaceIds: ["kitchen"] }], { lamp: true, plug: false, stray: false }],
    ["its device", [{ deviceIds: ["plug"] }], { lamp: false, plug: true, stray: false }],
    [
      "a space or a device",
      [{ spaceIds: ["kitchen"], deviceIds: ["stray"] }],
      { lamp: true, plug: false, stray: true },
    ],
    ["nothing at all", [{}], { lamp: false, plug: false, stray: false }],
    [
      "both of two confinements",
      [{ spaceIds: ["kitchen", "cellar"] }, { deviceIds: ["plug", "stray"] }],
      { lamp: false, plug: true, stray: false },
    ],
  ] as const)("confines to %s", (_, parts, expected) => {
    const who = principal(["os_api_admin"], ...(parts as unknown as { spaceIds?: string[] }[]));
    const seen = (device: typeof lamp | typeof stray) =>
      authorize(who, { scope: "devices:read", subject: device }) === "allowed";
    expect({ lamp: seen(lamp), plug: seen(plug), stray: seen(stray) }).toEqual(expected);
    const filter = createDeviceFilter(who);
    expect({ lamp: filter?.(lamp), plug: filter?.(plug), stray: filter?.(stray) }).toEqual(expected);
  });

  test("denies the home as a whole to who is confined, whatever the scope", () => {
    const who = principal(["os_api_admin"], { spaceIds: ["kitchen"] });
    for (const scope of ALL) expect(authorize(who, { scope, subject: "home" })).toBe("denied");
    expect(authorize(who, { scope: "devices:read" })).toBe("allowed");
  });
});

describe("createDeviceFilter", () => {
  test("is none for who sees the whole home", () => {
    expect(createDeviceFilter(principal(["devices:read"]))).toBeUndefined();
  });
});

describe("describeReach", () => {
  test("is the same for those who reach the same, whoever they are and in whatever order it is said", () => {
    const one = principal(["devices:read", "config:write"], { spaceIds: ["a", "b"] }, { deviceIds: ["x"] });
    const other: Principal = {
      ...principal(["config:write", "devices:read"], { deviceIds: ["x"] }, { spaceIds: ["b", "a"] }),
      tokenId: "t2",
      name: "other",
    };
    expect(describeReach(other)).toBe(describeReach(one));
  });

  test.each([
    [principal(["devices:read"]), principal(["devices:command"])],
    [principal(["devices:read"]), principal(["devices:read"], {})],
    [principal(["devices:read"], { spaceIds: ["a"] }), principal(["devices:read"], { deviceIds: ["a"] })],
    [principal(["devices:read"], { spaceIds: ["a", "b"] }), principal(["devices:read"], { spaceIds: ["a,b"] })],
    [
      principal(["devices:read"], { spaceIds: ["a", "b"] }),
      principal(["devices:read"], { spaceIds: ["a"] }, { spaceIds: ["b"] }),
    ],
  ])("differs where the reach differs", (one, other) => {
    expect(describeReach(one)).not.toBe(describeReach(other));
  });
});
