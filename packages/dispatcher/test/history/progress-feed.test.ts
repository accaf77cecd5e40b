import { describe, expect, it } from "vitest";
import type { ActionProgress } from "@hos/protocol/live";
import { silentLogger } from "@hos/runtime";
import { ProgressFeed } from "../../src/history/progress-feed.ts";

function dispatched(commandId: string): ActionProgress {
  return { event: "ACTION_DISPATCHED", device_id: "a", commandId, command: "next", at: "2026-01-01T00:00:00.000Z" };
}

describe("ProgressFeed", () => {
  it("tells all listeners in the same order, also of what happens meanwhile", () => {
    const feed = new ProgressFeed(silentLogger);
    const heard: string[] = [];
    feed.on(({ commandId }) => {
      if (commandId === "1") feed.tell(dispatched("2"));
    });
    feed.on(({ commandId }) => heard.push(commandId));
    feed.tell(dispatched("1"));
    expect(heard).toEqual(["1", "2"]);
  });

  it("logs what a listener throws and goes on", () => {
    const logged: unknown[] = [];
    const feed = new ProgressFeed({ ...silentLogger, error: (_message, fields) => logged.push(fields?.["err"]) });
    const fault = new Error("broken");
    const heard: string[] = [];
    feed.on(() => {
      throw fault;
    });
    feed.on(({ commandId }) => heard.push(commandId));
    feed.tell(dispatched("1"));
    feed.tell(dispatched("2"));
    expect(heard).toEqual(["1", "2"]);
    expect(logged).toEqual([fault, fault]);
  });
});
