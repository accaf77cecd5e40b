import { describe, expect, it } from "vitest";
import { nextSessionState, type SessionState, type SessionStep } from "../../src/session/session-state.ts";

const driver = { driverKey: "TEST", instanceId: "one" };
const first = { code: 4001, reason: "replaced" };
const second = { code: 1006, reason: "connection_lost" };

const greeted: SessionState = { phase: "greeted" };
const waiting: SessionState = { phase: "waiting", driver, code: "123456" };
const registered: SessionState = { phase: "registered", driver };
const closing: SessionState = { phase: "closing", end: first };
const closed: SessionState = { phase: "closed", end: first };

const register: SessionStep = { type: "register", driver };
const waits: SessionStep = { type: "wait", driver, code: "123456" };
const pair: SessionStep = { type: "pair" };
const close: SessionStep = { type: "close", end: second };
const drop: SessionStep = { type: "drop", end: second };

describe("nextSessionState", () => {
  it.each<[string, { before: SessionState; step: SessionStep; after: SessionState }]>([
    ["a greeted session registers", { before: greeted, step: register, after: registered }],
    ["a greeted session waits for approval", { before: greeted, step: waits, after: waiting }],
    ["a waiting session that is approved has to register", { before: waiting, step: pair, after: greeted }],
    ["a waiting session is closed", { before: waiting, step: close, after: { phase: "closing", end: second } }],
    ["a waiting session is dropped", { before: waiting, step: drop, after: { phase: "closed", end: second } }],
    ["a greeted session is closed", { before: greeted, step: close, after: { phase: "closing", end: second } }],
    ["a greeted session is dropped", { before: greeted, step: drop, after: { phase: "closed", end: second } }],
    ["a registered session is closed", { before: registered, step: close, after: { phase: "closing", end: second } }],
    ["a registered session is dropped", { before: registered, step: drop, after: { phase: "closed", end: second } }],
    ["a closing session keeps its first reason when its socket goes", { before: closing, step: drop, after: closed }],
  ])("%s", (_name, { before, step, after }) => {
    expect(nextSessionState(before, step)).toEqual(after);
  });

  it.each<[string, SessionState, SessionStep]>([
    ["a registered session does not register again", registered, register],
    ["a waiting session does not register", waiting, register],
    ["a waiting session does not wait again", waiting, waits],
    ["a registered session does not wait", registered, waits],
    ["a greeted session is not paired", greeted, pair],
    ["a registered session is not paired", registered, pair],
    ["a closing session does not register", closing, register],
    ["a closing session is not paired", closing, pair],
    ["a closing session is not closed again", closing, close],
    ["a closed session does not register", closed, register],
    ["a closed session is not closed", closed, close],
    ["a closed session is not dropped again", closed, drop],
  ])("%s", (_name, before, step) => {
    expect(nextSessionState(before, step)).toBe(before);
  });
});
