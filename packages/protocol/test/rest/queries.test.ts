import { parseCommandQuery, parseDeviceQuery, parseDeviceSettings } from "@hos/protocol/rest";
import { describe, expect, test } from "vitest";
import { catchApiFailure } from "./catch-api-failure.ts";

describe("parseDeviceQuery", () => {
  test("has a limit of 100 by default", () => {
    expect(parseDeviceQuery({})).toEqual({ limit: 100 });
  });

  test("reads every parameter and ignores empty and unknown ones", () => {
    const params = { space: "s", type: "light", driver: "MY_DRIVER", tag: "a", limit: "5", cursor: "light-1" };
    expect(parseDeviceQuery({ ...params, colour: "red" })).toEqual({ ...params, limit: 5 });
    expect(parseDeviceQuery({ type: "", limit: "", tag: undefined })).toEqual({ limit: 100 });
  });

  test.each([
    [{ limit: "0" }, "limit must be 1 or more."],
    [{ limit: "-5" }, "limit must be 1 or more."],
    [{ limit: "1001" }, "limit must be 1000 or less."],
    [{ limit: "many" }, "limit must be an integer."],
    [{ limit: "1e2" }, "limit must be an integer."],
    [{ driver: "my driver" }, "driver must match ^[A-Z0-9_]{2,64}$."],
  ])("refuses %j", (params, detail) => {
    const failure = catchApiFailure(() => parseDeviceQuery(params));
    expect(failure).toMatchObject({ code: "INVALID_REQUEST", message: "Invalid device query.", details: [detail] });
  });
});

describe("parseCommandQuery", () => {
  test("reads device and limit", () => {
    expect(parseCommandQuery({})).toEqual({ limit: 100 });
    expect(parseCommandQuery({ device: "light-1", limit: "1000" })).toEqual({ device: "light-1", limit: 1000 });
  });

  test("refuses a device that cannot be one", () => {
    expect(catchApiFailure(() => parseCommandQuery({ device: "d".repeat(129) })).message).toBe(
      "Invalid command query.",
    );
  });
});

describe("parseDeviceSettings", () => {
  test("reads what a person sets, null to give it back", () => {
    const settings = { name: "Floor lamp", spaceId: null, hidden: true };
    expect(parseDeviceSettings(settings)).toEqual(settings);
    expect(parseDeviceSettings({})).toEqual({});
  });

  test.each([
    [{ name: "" }, "name must not be empty."],
    [{ name: 5 }, "name must be a string or null."],
    [{ hidden: "yes" }, "hidden must be a boolean."],
    [null, "The value must be an object."],
  ])("refuses %j", (input, detail) => {
    expect(catchApiFailure(() => parseDeviceSettings(input)).details).toEqual([detail]);
  });

  test("names the members that there are where one is too much", () => {
    expect(catchApiFailure(() => parseDeviceSettings({ space: "s" })).details).toEqual([
      "space is not allowed.",
      "The members that there are: name, spaceId, hidden.",
    ]);
  });
});
