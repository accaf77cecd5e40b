import {
  ActionFrame,
  ConnectedFrame,
  DEVICE_EVENT_DATA,
  DeviceId,
  DRIVER_EVENT_DATA,
  DriverErrorFrame,
  PairedFrame,
  RegisteredFrame,
  RegisterFrame,
} from "@hos/protocol";
import { CommandDescriptor, DeviceProperties, DeviceTarget } from "@hos/protocol/device-model";
import { type TSchema, Type } from "typebox";
import { type AsyncApiDocument, type AsyncMessage, createAsyncApiDocument } from "./async-api-document.ts";

const SUMMARIES: Readonly<Record<keyof typeof DEVICE_EVENT_DATA | keyof typeof DRIVER_EVENT_DATA, string>> = {
  DEVICE_DISCOVERED: "A device is there; sent again, it replaces what was said before",
  DEVICE_UPDATED: "Members of the description changed",
  DEVICE_REMOVED: "The device and its state go",
  STATE_UPDATE: "State fields, merged into what the hub holds",
  METRIC_UPDATE: "Measured values that are not state",
  ACTION_RESULT: "How a command went",
  DEVICE_AVAILABILITY: "The driver lives, but the device does not answer, or answers again",
  DRIVER_STATUS: "How the driver itself is",
  DRIVER_LOG: "A line for the people who look after the home",
};

/** The driver protocol as AsyncAPI 3, made from the schemas of @hos/protocol. */
export function createDriverAsyncApi(version: string): AsyncApiDocument {
  return createAsyncApiDocument({
    title: "HOS driver protocol v1",
    version,
    description:
      "The wire between a driver and the hub: one JSON object per text frame. docs/protocol/v1.md is normative.",
    server: { host: "localhost:8080", protocol: "ws", description: "DRIVER_WS_PORT of the hub" },
    channel: { id: "driver", address: "/driver", description: "A raw WebSocket, one session per driver instance" },
    received: {
      "driver.register": { summary: "The first frame of a driver", payload: RegisterFrame },
      ...eventMessages(),
    },
    sent: {
      CONNECTED: { summary: "The hub's greeting, before anything else", payload: ConnectedFrame },
      REGISTERED: { summary: "From now on events are safe to send", payload: RegisteredFrame },
      PAIRED: {
        summary: "A person approved the driver: its token, to register with from now on",
        payload: PairedFrame,
      },
      ACTION: { summary: "A command for one device", payload: ActionFrame },
      ERROR: { summary: "What the hub did not accept, and why", payload: DriverErrorFrame },
    },
    schemas: { CommandDescriptor, DeviceProperties, DeviceTarget },
  });
}

function eventMessages(): Readonly<Record<string, AsyncMessage>> {
  return Object.fromEntries([
    ...Object.entries(DEVICE_EVENT_DATA).map(([name, data]) => toMessage(name, data, { device_id: DeviceId })),
    ...Object.entries(DRIVER_EVENT_DATA).map(([name, data]) => toMessage(name, data, {})),
  ]);
}

function toMessage(name: string, data: TSchema, subject: Readonly<Record<string, TSchema>>): [string, AsyncMessage] {
  const payload = Type.Object({ event: Type.Literal(name), ...subject, data });
  return [name, { summary: SUMMARIES[name as keyof typeof SUMMARIES], payload }];
}
