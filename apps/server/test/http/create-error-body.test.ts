import { ApiFailure } from "@hos/protocol/rest";
import { StoreError } from "@hos/state-store";
import { MemoryDocumentPersistence, StorageError, type StorageErrorCode } from "@hos/storage";
import { describe, expect, it } from "vitest";
import { toApiFailure } from "../../src/http/create-error-body.ts";
import { createMemoryStorage } from "../../src/storage/create-memory-storage.ts";
import { startTestApi } from "../support/test-api.ts";

describe("toApiFailure", () => {
  it.each<[StorageErrorCode, string, number, RegExp]>([
    ["DISK_FULL", "STORAGE_UNAVAILABLE", 507, /no room/],
    ["READ_ONLY", "STORAGE_UNAVAILABLE", 507, /may not be written/],
    ["FAILED", "STORAGE_UNAVAILABLE", 507, /log/],
    ["CLOSED", "HUB_STOPPING", 503, /^$/],
  ])("tells %s of storage as %s, without the names of files", (...row) => {
    const [code, told, status, detail] = row;
    const failure = toApiFailure(new StorageError(code, "/var/lib/hos/hos.db is in trouble."));
    expect(failure).toMatchObject({ code: told, status });
    expect(failure.details.join(" ")).toMatch(detail);
    expect(`${failure.message} ${failure.details.join(" ")}`).not.toContain("/var");
  });

  it("tells what keeps the store from saving", () => {
    const cause = new StorageError("DISK_FULL", "Full.");
    const failure = toApiFailure(new StoreError("SAVE_FAILED", "Not saved.", { cause }));
    expect(failure).toMatchObject({ code: "STORAGE_UNAVAILABLE", details: [expect.stringMatching(/no room/)] });
  });

  it.each(["ENOSPC", "EROFS"])("tells %s of a file as STORAGE_UNAVAILABLE", (code) => {
    const fault = Object.assign(new Error("no"), { code, syscall: "write", path: "/var/lib/hos" });
    expect(toApiFailure(fault).code).toBe("STORAGE_UNAVAILABLE");
  });

  it.each([[new Error("secret")], ["text"], [undefined], [Object.assign(new Error("x"), { code: "constructor" })]])(
    "tells nothing of %s",
    (fault) => {
      const failure = toApiFailure(fault);
      expect([failure.code, failure.details]).toEqual(["INTERNAL", []]);
      expect(failure.message).not.toContain("secret");
    },
  );

  it("passes what is for clients", () => {
    const failure = new ApiFailure("CONFLICT", "Taken.");
    expect(toApiFailure(failure)).toBe(failure);
  });
});

describe("a disk that is full", () => {
  it("fails what would have to be stored, changes nothing, and goes on serving", async () => {
    const documents = new MemoryDocumentPersistence();
    await using api = await startTestApi({ storage: { ...createMemoryStorage(), documents } });
    await api.announce("lamp");
    documents.write = () => Promise.reject(new StorageError("DISK_FULL", "/data/hos.db: no room."));
    for (const [path, body] of [
      ["/spaces/save", { name: "Hall" }],
      ["/preferences/home", { preferences: {} }],
      ["/tokens", { name: "x", scopes: ["devices:read"] }],
      ["/users", { username: "bo", password: "correct horse battery", role: "admin" }],
    ] as const) {
      expect(await api.post(path, body)).toMatchObject({ status: 507, body: { code: "STORAGE_UNAVAILABLE" } });
    }
    expect((await api.get("/spaces")).body).toEqual({ spaces: [] });
    expect((await api.get("/users")).body).toEqual({ users: [] });
    expect(await api.post("/devices/lamp/command", { command: "turn_on" })).toMatchObject({ status: 200 });
  });
});
