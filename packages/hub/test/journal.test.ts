import type { CommandRecord } from "@hos/protocol/rest";
import { describe, expect, it } from "vitest";
import { RunningHub } from "./support/running-hub.ts";

/** A journal that survives its hub; what it holds is oldest first. */
function createJournal() {
  const records = new Map<string, CommandRecord>();
  let closed = false;
  return {
    records,
    isClosed: () => closed,
    load: () => Promise.resolve(structuredClone([...records.values()].toReversed())),
    save: (saved: readonly CommandRecord[]) => {
      for (const record of structuredClone(saved)) records.set(record.id, record);
      return Promise.resolve();
    },
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
}

const turnOn = { deviceId: "light-1", command: "turn_on", origin: { via: "embedded" as const } };

describe("the journal of a Hub", () => {
  it("is stored when the hub stops and there when it starts again", async () => {
    const journal = createJournal();
    const first = await RunningHub.start({ journal });
    const driver = await first.lamp();
    const outcome = first.hub.commands.dispatch(turnOn);
    await driver.next();
    await first.hub.close();
    await outcome;
    expect(journal.isClosed()).toBe(true);
    await using second = await RunningHub.start({ journal });
    expect(second.hub.commands.journal.list()).toEqual([
      expect.objectContaining({ command: "turn_on", failure: expect.objectContaining({ code: "HUB_STOPPING" }) }),
    ]);
  });

  it("is never logged: of a result that answers nothing the log shows which it was, not what it held", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    driver.event("ACTION_RESULT", "light-1", { success: true, requestId: "gone", result: { pin: "83-planted-17" } });
    await driver.settle();
    expect(running.lines.find(({ message }) => message.startsWith("A result answers no command"))).toMatchObject({
      requestId: "gone",
    });
    expect(JSON.stringify(running.lines)).not.toContain("83-planted-17");
  });
});
