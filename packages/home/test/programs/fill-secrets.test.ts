import { describe, expect, it } from "vitest";
import { fillSecrets } from "../../src/programs/fill-secrets.ts";

describe("fillSecrets", () => {
  it("fills secrets at any depth and leaves the rest as it was given", () => {
    expect(
      fillSecrets({
        given: { area: "cellar", users: [{ pin: "***" }, { pin: "22" }], note: "***" },
        told: { area: "cellar", users: [{ pin: "***" }, { pin: "***" }], note: "***" },
        kept: { area: "house", users: [{ pin: "1" }, { pin: "2" }], note: { any: "thing" } },
      }),
    ).toEqual({ area: "cellar", users: [{ pin: "1" }, { pin: "22" }], note: { any: "thing" } });
  });

  it("takes stars that are no secret for what they are", () => {
    expect(fillSecrets({ given: { title: "***" }, told: { title: "***!" }, kept: undefined })).toEqual({
      title: "***",
    });
  });

  it("names each secret that was not kept", () => {
    const given = { code: "***", users: [{ pin: "***" }] };
    expect(fillSecrets({ given, told: given, kept: { users: [] } })).toEqual(["payload.code", "payload.users.0.pin"]);
  });
});
