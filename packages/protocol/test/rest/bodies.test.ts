import { liveEvents } from "@hos/protocol/fixtures";
import {
  Bootstrap,
  CreateToken,
  CreateUser,
  DesignProfileList,
  DeviceList,
  HomePreferences,
  LiveDesign,
  LoginAnswer,
  LoginRequest,
  Me,
  ProgramItemResult,
  ProgramList,
  ProgramRun,
  Removed,
  SaveDesignProfile,
  SaveProgram,
  SaveSpace,
  SelectDesignProfile,
  SetupRequest,
  SetupStatus,
  SpaceList,
  StreamTicket,
  TokenCreated,
  TokenList,
  UserList,
} from "@hos/protocol/rest";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { describe, expect, test } from "vitest";

const at = "2026-11-23T10:00:00.000Z";
const user = { id: "u1", username: "ada", role: "admin", scopes: ["os_api_admin"], disabled: false, createdAt: at };
const token = {
  id: "t1",
  name: "Panel",
  kind: "api",
  userId: "u1",
  scopes: ["devices:read"],
  deviceIds: ["light-1"],
  createdAt: at,
  lastUsedAt: null,
  expiresAt: null,
  revokedAt: null,
};
const space = { id: "s1", name: "Kitchen", kind: "room", parentId: null, icon: null, order: 0 };
const program = {
  id: "p1",
  name: "Evening",
  icon: "moon",
  order: 0,
  items: [{ deviceId: "light-1", command: "turn_on", payload: {} }],
};
const profile = { id: "d1", name: "Dark", design: { background: "#000000" }, builtIn: false };
const device: unknown = liveEvents.map(({ frame }) => Object(frame).device).find((record) => record !== undefined);

describe("REST bodies", () => {
  test.each<[string, TSchema, unknown]>([
    ["LoginRequest", LoginRequest, { username: "ada", password: "x" }],
    ["LoginAnswer", LoginAnswer, { token: "hos_secret", expiresAt: at, user }],
    ["Me", Me, { user, token: { id: "t1", name: "Panel", kind: "session", scopes: ["devices:read"], expiresAt: at } }],
    ["SetupStatus", SetupStatus, { required: true }],
    ["SetupRequest", SetupRequest, { code: "123456", username: "ada", password: "long enough" }],
    [
      "Bootstrap",
      Bootstrap,
      { epoch: "e", revision: 1, devices: [device], spaces: [space], programs: [program], preferences: {} },
    ],
    ["DeviceList", DeviceList, { devices: [device], cursor: null }],
    ["Removed", Removed, { ok: true }],
    ["SpaceList", SpaceList, { spaces: [space] }],
    ["SaveSpace", SaveSpace, { name: "Kitchen" }],
    ["ProgramList", ProgramList, { programs: [program] }],
    ["SaveProgram", SaveProgram, { name: "Evening", items: program.items }],
    [
      "ProgramRun",
      ProgramRun,
      {
        programId: "p1",
        status: "partial",
        results: [
          { ...program.items[0], ok: true, answer: { commandId: "c1", status: "succeeded", latencyMs: 5 } },
          {
            ...program.items[0],
            ok: false,
            failure: { ok: false, code: "TIMEOUT", error: "No answer.", details: [], commandId: "c2" },
          },
        ],
      },
    ],
    ["HomePreferences", HomePreferences, { preferences: { theme: "dark" } }],
    ["DesignProfileList", DesignProfileList, { profiles: [profile], selectedId: "d1" }],
    ["SaveDesignProfile", SaveDesignProfile, { name: "Dark", design: {} }],
    ["SelectDesignProfile", SelectDesignProfile, { id: "d1" }],
    ["LiveDesign", LiveDesign, { profile: null }],
    ["TokenList", TokenList, { tokens: [token] }],
    ["CreateToken", CreateToken, { name: "Panel", scopes: ["devices:read"], spaceIds: ["s1"] }],
    ["TokenCreated", TokenCreated, { ...token, token: "hos_secret" }],
    ["UserList", UserList, { users: [user] }],
    ["CreateUser", CreateUser, { username: "ada", password: "long enough", role: "guest" }],
    ["StreamTicket", StreamTicket, { ticket: "x", expiresAt: at }],
  ])("%s takes its example and nothing empty", (_name, schema, example) => {
    const validator = Compile(schema);
    expect(validator.Errors(example)).toEqual([]);
    expect(validator.Check({})).toBe(false);
  });

  test.each<[string, TSchema, unknown]>([
    ["a token without scopes", CreateToken, { name: "Panel", scopes: [] }],
    ["a token with an unknown scope", CreateToken, { name: "Panel", scopes: ["everything"] }],
    ["a password of 7 characters", SetupRequest, { code: "1", username: "ada", password: "1234567" }],
    ["a program item that is both", ProgramItemResult, { ...program.items[0], ok: true, failure: {} }],
    ["a space of another kind", SaveSpace, { name: "Kitchen", kind: "planet" }],
  ])("refuse %s", (_what, schema, body) => {
    expect(Compile(schema).Check(body)).toBe(false);
  });
});
