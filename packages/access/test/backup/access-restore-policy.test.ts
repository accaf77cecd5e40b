import { accessRestorePolicy } from "@hos/access";
import type { JsonObject } from "@hos/protocol";
import { describe, expect, test } from "vitest";

const { users, tokens, "token-usage": usage } = accessRestorePolicy;

const documents = (...list: (JsonObject & { readonly id: string })[]): ReadonlyMap<string, JsonObject> =>
  new Map(list.map((document) => [document.id, document]));
const anna = { id: "u1", username: "Anna", role: "admin", disabled: false, passwordHash: "old" };
const ben = { id: "u2", username: "Ben", role: "guest", disabled: false, passwordHash: "old" };
const carl = { id: "u3", username: "Carl", role: "guest", disabled: false, passwordHash: "old" };

describe("restoring people", () => {
  test("takes those of the backup where there was no hub, or nobody in it", () => {
    const restored = documents(anna, ben);
    expect(users({ restored, current: undefined })).toEqual(restored);
    expect(users({ restored, current: documents() })).toEqual(restored);
  });

  test("leaves people as they are now: passwords, roles, who is disabled, who came since", () => {
    const now = [
      { ...anna, passwordHash: "new", role: "member" },
      { ...ben, disabled: true },
    ];
    const restored = users({ restored: documents(anna, ben), current: documents(...now, carl) });
    expect(restored).toEqual(documents(...now, carl));
  });

  test("brings who was removed since back as disabled only", () => {
    const restored = users({ restored: documents(anna, ben), current: documents(anna) });
    expect(restored).toEqual(documents(anna, { ...ben, disabled: true }));
  });

  test("does not bring a second person of one name", () => {
    const restored = users({
      restored: documents(ben),
      current: documents(anna, { ...ben, id: "u9", username: "BEN" }),
    });
    expect([...restored.keys()]).toEqual(["u1", "u9"]);
  });
});

describe("restoring tokens and sessions", () => {
  const old = { id: "t1", kind: "api", name: "old" };
  const kept = { id: "t2", kind: "api", name: "kept" };

  test("never brings one back that is not good now", () => {
    expect(tokens({ restored: documents(old, kept), current: documents(kept) })).toEqual(documents(kept));
    expect(tokens({ restored: documents(old), current: undefined }).size).toBe(0);
    expect(usage({ restored: documents(old), current: undefined }).size).toBe(0);
  });

  test("leaves those that are good now, also those that were made since", () => {
    expect(tokens({ restored: documents(), current: documents(kept) })).toEqual(documents(kept));
  });
});
