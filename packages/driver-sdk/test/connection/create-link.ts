import {
  createConnectedFrame,
  createErrorFrame,
  createRegisteredFrame,
  type DriverErrorCode,
  ProtocolError,
} from "@hos/protocol";
import { silentLogger } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { HubLink } from "../../src/connection/hub-link.ts";
import { DEFAULT_RECONNECT, ReconnectSchedule } from "../../src/connection/reconnect-schedule.ts";
import { scriptSockets } from "./scripted-sockets.ts";

export const identity = { driverKey: "MY_DRIVER", instanceId: "my-driver-001" };
export const action = { deviceId: "light-1", command: "turn_on", payload: {}, requestId: "r1", timeoutMs: 5_000 };

export interface LinkTestOptions {
  readonly autoRegister?: boolean;
  /** What the credential reads at each registration. */
  readonly read?: () => string | undefined | Promise<string | undefined>;
  readonly keep?: (token: string) => Promise<void>;
}

/** A link whose other end is the test. */
export function createLink({
  autoRegister = true,
  read = () => undefined,
  keep = async () => {},
}: LinkTestOptions = {}) {
  const clock = new ManualClock();
  const script = scriptSockets();
  const heard: [string, unknown?][] = [];
  const reasons: string[] = [];
  const link = new HubLink(
    {
      url: "ws://127.0.0.1:1/driver",
      request: { ...identity, protocolVersion: 1 },
      credential: { read, keep, advice: "Get another token." },
      autoRegister,
      schedule: new ReconnectSchedule(DEFAULT_RECONNECT, () => 0.5),
      openSocket: script.openSocket,
      clock,
      logger: silentLogger,
    },
    {
      connected: () => void heard.push(["connected"]),
      pairing: ({ code }) => void heard.push(["pairing", code]),
      registered: ({ devices }) => void heard.push(["registered", devices]),
      action: (asked) => void heard.push(["action", asked]),
      drained: () => void heard.push(["drained"]),
      failed: (error) => void heard.push(["failed", error]),
      lost: (loss) => {
        heard.push(["lost", loss.delayMs]);
        reasons.push(loss.reason);
      },
    },
  );
  const receive = (frame: object) => script.last().listener.received(JSON.stringify(frame));
  const greet = () => {
    script.last().listener.opened();
    receive(createConnectedFrame("1.0.0"));
  };
  const register = () => {
    greet();
    receive(createRegisteredFrame(identity, "s1", ["light-1"]));
  };
  const refuse = (code: DriverErrorCode) =>
    receive(createErrorFrame(new ProtocolError(code, "No.", { ref: { event: "driver.register" } })));
  return { clock, link, heard, reasons, receive, greet, register, refuse, ...script };
}
