import { compileSchema } from "@hos/protocol";
import { Type } from "typebox";
import { describe, expect, test } from "vitest";

const validator = compileSchema(Type.Object({ power: Type.Boolean(), level: Type.Integer({ maximum: 9 }) }));

describe("compileSchema", () => {
  test("tells values that fit from those that do not, the first as the later ones", () => {
    expect(validator.Check({ power: true, level: 5 })).toBe(true);
    expect(validator.Check({ power: true, level: 10 })).toBe(false);
    expect(validator.Check(undefined)).toBe(false);
  });

  test("says what is wrong, also before the first check", () => {
    const fresh = compileSchema(Type.String());
    expect(fresh.Errors(5)).toMatchObject([{ keyword: "type", instancePath: "" }]);
    expect(fresh.Errors("text")).toEqual([]);
    expect(validator.Errors({ power: true, level: 10 })).toMatchObject([{ instancePath: "/level" }]);
  });
});
