import { describe, expect, it } from "vitest";
import type { CommandEvent } from "../../src/command/command-event.ts";
import type { CommandFacts } from "../../src/command/command-facts.ts";
import type { CommandState } from "../../src/command/command-state.ts";
import { transition } from "../../src/command/transition.ts";
import { DRIVER } from "../support/bench.ts";

const FACTS: CommandFacts = {
  id: "c1",
  deviceId: "a",
  command: "set",
  payload: {},
  toldPayload: {},
  owner: DRIVER,
  interrupts: false,
  expectedState: { level: 1 },
  wait: "result",
  timeoutMs: 1000,
  requestedAt: 0,
};

const SENT: CommandEvent = { type: "sent" };
const SHOWN: CommandEvent = { type: "shown", at: 5 };
const DEADLINE: CommandEvent = { type: "deadline" };
const LOST: CommandEvent = { type: "broken", cause: "driver_lost" };
const SUCCESS: CommandEvent = { type: "result", result: { success: true }, stateShows: false, at: 9 };
const SUCCESS_SHOWN: CommandEvent = { ...SUCCESS, stateShows: true };
const REJECTION: CommandEvent = { type: "result", result: { success: false }, stateShows: false, at: 9 };

/** Where a command ends up after events, and the stages on the way: `"ended: dispatched failed"`. */
function live(events: readonly CommandEvent[], facts: Partial<CommandFacts> = {}): string {
  let state: CommandState = { name: "queued" };
  const stages: string[] = [];
  for (const event of events) {
    const next = transition({ ...FACTS, ...facts }, state, event);
    state = next.state;
    stages.push(...next.steps.map(({ stage }) => stage));
  }
  return [`${state.name}:`, ...stages].join(" ");
}

describe("transition", () => {
  it.each<[string, readonly CommandEvent[]]>([
    ["queued:", []],
    ["queued:", [SUCCESS, SHOWN]],
    ["ended: failed", [DEADLINE]],
    ["ended: failed", [LOST, SENT, SUCCESS]],
    ["dispatched: dispatched", [SENT, SENT]],
    ["succeeded: dispatched succeeded", [SENT, SUCCESS]],
    ["succeeded: dispatched succeeded", [SENT, SUCCESS, REJECTION, SENT]],
    ["ended: dispatched succeeded", [SENT, SUCCESS, DEADLINE]],
    ["ended: dispatched succeeded", [SENT, SUCCESS, LOST]],
    ["ended: dispatched succeeded confirmed", [SENT, SUCCESS, SHOWN]],
    ["ended: dispatched succeeded confirmed", [SENT, SUCCESS_SHOWN]],
    ["shown: dispatched", [SENT, SHOWN, SHOWN]],
    ["ended: dispatched succeeded confirmed", [SENT, SHOWN, SUCCESS]],
    ["ended: dispatched failed", [SENT, SHOWN, REJECTION]],
    ["ended: dispatched failed", [SENT, SHOWN, LOST]],
    ["ended: dispatched confirmed", [SENT, SHOWN, DEADLINE]],
    ["ended: dispatched confirmed late", [SENT, SHOWN, DEADLINE, SUCCESS, SUCCESS]],
    ["ended: dispatched failed", [SENT, REJECTION, SUCCESS, SHOWN, DEADLINE]],
    ["ended: dispatched failed", [SENT, DEADLINE, SHOWN, LOST, DEADLINE]],
    ["ended: dispatched failed late", [SENT, DEADLINE, SUCCESS, REJECTION]],
    ["ended: dispatched failed late", [SENT, LOST, REJECTION]],
  ])("gives %s after %j", (expected, events) => {
    expect(live(events)).toBe(expected);
  });

  it("ends at the success where nothing can confirm it", () => {
    expect(live([SENT, SUCCESS], { expectedState: undefined })).toBe("ended: dispatched succeeded");
  });

  it.each([DEADLINE, LOST])("fails an unconfirmed success for a caller that waits for the state, at %j", (event) => {
    expect(live([SENT, SUCCESS, event], { wait: "confirmed" })).toBe("ended: dispatched succeeded failed");
  });

  it("keeps open that a command whose sending failed was sent", () => {
    expect(live([{ type: "broken", cause: "send_failed" }, SUCCESS])).toBe("ended: failed late");
  });

  it.each([
    ["driver_away", "DRIVER_OFFLINE", "DRIVER_OFFLINE"],
    ["driver_lost", "DRIVER_OFFLINE", "DRIVER_DISCONNECTED"],
    ["device_removed", "NO_DEVICE", "DRIVER_DISCONNECTED"],
    ["hub_stopping", "HUB_STOPPING", "HUB_STOPPING"],
    ["send_failed", "INTERNAL", "INTERNAL"],
  ] as const)("turns %s into %s for a command that waits and %s for one under way", (cause, waiting, underWay) => {
    const event: CommandEvent = { type: "broken", cause };
    const codeAfter = (state: CommandState) => {
      const next = transition(FACTS, state, event).state;
      return next.name === "ended" && next.ending.status === "failed" ? next.ending.failure.code : next.name;
    };
    expect(codeAfter({ name: "queued" })).toBe(waiting);
    expect(codeAfter({ name: "dispatched" })).toBe(underWay);
  });
});
