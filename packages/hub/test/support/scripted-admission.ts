import { formatDriverIdentity } from "@hos/protocol";
import type { AdmissionRequest, AdmissionVerdict, DriverAdmission, HubOptions } from "../../src/index.ts";
import { PlainDriver } from "./plain-driver.ts";
import { RunningHub } from "./running-hub.ts";

/** An admission that does what the test says, and remembers what it was asked and told. */
export class ScriptedAdmission implements DriverAdmission {
  readonly asked: AdmissionRequest[] = [];
  readonly ended: string[] = [];
  /** What it answers; by default it lets the token `good` in and has others pair with codes that count up. */
  answer: (request: AdmissionRequest) => AdmissionVerdict = ({ token }) =>
    token === "good" ? { type: "admitted" } : this.pairing();
  #codes = 0;

  /** A verdict with a code of its own: 000001, 000002, ... It ends five minutes after a ManualClock begins. */
  pairing(): AdmissionVerdict {
    this.#codes += 1;
    const code = String(this.#codes).padStart(6, "0");
    return { type: "pairing", code, expiresAt: new Date(Date.UTC(2026, 0, 1, 0, 5)).toISOString() };
  }

  admit(request: AdmissionRequest): AdmissionVerdict {
    this.asked.push(request);
    return this.answer(request);
  }

  waitingEnded(driver: Parameters<DriverAdmission["waitingEnded"]>[0], code: string): void {
    this.ended.push(`${formatDriverIdentity(driver)} ${code}`);
  }
}

/** The driver that `PlainDriver.register` registers. */
export const ONE = { driverKey: "TEST", instanceId: "one" };

/** A hub whose admission the test scripts. */
export interface ScriptedHub extends AsyncDisposable {
  readonly admission: ScriptedAdmission;
  readonly running: RunningHub;
}

export async function startScripted(options: Partial<HubOptions> = {}): Promise<ScriptedHub> {
  const admission = new ScriptedAdmission();
  const running = await RunningHub.start({ admission, ...options });
  return { admission, running, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}

/** A driver that waits for approval, and its code. */
export async function wait(
  { running }: ScriptedHub,
  instanceId = "one",
): Promise<{ driver: PlainDriver; code: string }> {
  const driver = await PlainDriver.connect(running.url);
  const answer = await driver.register(instanceId);
  return { driver, code: (answer["pairing"] as { code: string }).code };
}
