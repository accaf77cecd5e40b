import { ApiFailure } from "@hos/protocol/rest";
import { StoreError } from "@hos/state-store";
import { StorageError } from "@hos/storage";
import { describe, expect, it } from "vitest";
import { explainStartFault } from "../src/explain-start-fault.ts";
import { readConfig } from "../src/index.ts";

const config = readConfig({ PORT: "8080", DRIVER_WS_PORT: "8081", HOS_HOST: "203.0.113.1" });
const fault = (members: object) => Object.assign(new Error("fault"), members);

describe("explainStartFault", () => {
  it.each([
    [
      { code: "EADDRINUSE", port: 8080, address: "127.0.0.1" },
      /^PORT=8080 is taken by another program on 127\.0\.0\.1:/,
    ],
    [{ code: "EADDRINUSE", port: 8081, address: "::" }, /^DRIVER_WS_PORT=8081 is taken by another program on ::/],
    [{ code: "EACCES", port: 80 }, /^PORT=80 may not be used by this user/],
    [{ code: "EACCES", path: "/data" }, /^\/data may not be used by this user/],
    [{ code: "EADDRNOTAVAIL" }, /^HOS_HOST="203\.0\.113\.1" is no address of this machine\.$/],
    [{ code: "ENOTFOUND" }, /^HOS_HOST=/],
  ])("explains %j in one line", (members, line) => {
    expect(explainStartFault(fault(members), config)).toMatch(line);
  });

  it.each(["LOCKED", "TOO_NEW", "DAMAGED", "READ_ONLY", "DISK_FULL"] as const)(
    "passes on what storage says of %s",
    (code) => {
      const storage = new StorageError(code, "Do this.");
      expect(explainStartFault(storage, config)).toBe("Do this.");
      const load = new StoreError("LOAD_FAILED", "Nothing was loaded.", { cause: storage });
      expect(explainStartFault(load, config)).toBe("Do this.");
    },
  );

  it("says that the password of the settings is at fault", () => {
    const weak = new ApiFailure("INVALID_REQUEST", "The password is weak.", { details: ["Take another."] });
    expect(explainStartFault(weak, config)).toBe("HOS_ADMIN_PASSWORD_FILE: The password is weak. Take another.");
  });

  it("does not pretend to know what it does not", () => {
    expect(explainStartFault(new TypeError("x is not a function"), config)).toBeUndefined();
  });
});
