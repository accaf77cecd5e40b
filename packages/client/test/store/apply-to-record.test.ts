import { describe, expect, it } from "vitest";
import { applyToRecord } from "../../src/store/apply-to-record.ts";
import { createRecord } from "../support/create-record.ts";

const AT = "2026-02-02T00:00:00.000Z";

describe("applyToRecord", () => {
  it("merges state fields and, in depth, extras", () => {
    const record = createRecord("light-1");
    const after = applyToRecord(record, {
      event: "STATE_UPDATE",
      device_id: "light-1",
      revision: 5,
      at: AT,
      data: { brightness: 70 },
      extras: { wifi: { rssi: -50 } },
    });
    expect(after).toEqual({
      ...record,
      state: { power: false, brightness: 70 },
      extras: { wifi: { rssi: -50, channel: 6 } },
      reportedAt: AT,
      changedAt: AT,
      revision: 5,
    });
  });

  it("leaves the old record as it was", () => {
    const record = createRecord("light-1");
    const before = structuredClone(record);
    const data = { brightness: 70 };
    applyToRecord(record, {
      event: "STATE_UPDATE",
      device_id: "light-1",
      revision: 5,
      at: AT,
      data,
      extras: { wifi: { rssi: -1 } },
    });
    expect(record).toEqual(before);
  });

  it("keeps the members that the change does not touch as the same objects", () => {
    const record = createRecord("light-1");
    const after = applyToRecord(record, {
      event: "STATE_UPDATE",
      device_id: "light-1",
      revision: 5,
      at: AT,
      data: { power: false },
    });
    expect(after).not.toBe(record);
    expect(after.state).toBe(record.state);
    expect(after.extras).toBe(record.extras);
    expect(after.availability).toBe(record.availability);
  });

  it("takes an availability as a whole and leaves state and its times", () => {
    const record = createRecord("light-1");
    const availability = { status: "offline", reason: "driver_disconnected", since: AT } as const;
    const after = applyToRecord(record, {
      event: "DEVICE_AVAILABILITY",
      device_id: "light-1",
      revision: 5,
      at: AT,
      availability,
    });
    expect(after).toEqual({ ...record, availability, revision: 5 });
    expect(after.state).toBe(record.state);
  });
});
