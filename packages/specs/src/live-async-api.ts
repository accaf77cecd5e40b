import { Availability, CommandDescriptor, DeviceRecord } from "@hos/protocol/device-model";
import {
  Batch,
  Conflated,
  Hello,
  LiveActionConfirmed,
  LiveActionDispatched,
  LiveActionFailed,
  LiveActionLate,
  LiveActionRequested,
  LiveActionSucceeded,
  LiveConfigChanged,
  LiveDeviceAvailability,
  LiveDeviceDiscovered,
  LiveDeviceRemoved,
  LiveDeviceUpdated,
  LiveDriverConnected,
  LiveDriverDisconnected,
  LiveEvent,
  LiveStateUpdate,
  Snapshot,
} from "@hos/protocol/live";
import { ApiError, CommandRequest } from "@hos/protocol/rest";
import { DeviceId } from "@hos/protocol";
import { Type } from "typebox";
import { type AsyncApiDocument, createAsyncApiDocument } from "./async-api-document.ts";

/** `command` of a Socket.IO client: the body of the REST command and the device that its path names there. */
const LiveCommand = Type.Object({
  deviceId: DeviceId,
  ...CommandRequest.properties,
  idempotencyKey: Type.Optional(Type.String()),
});

/** The live stream of the client API as AsyncAPI 3, made from the schemas of @hos/protocol. */
export function createLiveAsyncApi(version: string): AsyncApiDocument {
  return createAsyncApiDocument({
    title: "HOS live stream",
    version,
    description:
      "Socket.IO on the default namespace, or server-sent events on GET /events. The name of a message is the name of the event.",
    server: { host: "localhost:8080", protocol: "ws", description: "PORT of the hub" },
    channel: {
      id: "live",
      address: "/socket.io",
      description: "HELLO, then the missed changes or one SNAPSHOT, then live",
    },
    received: { command: { summary: "A command, answered through the acknowledgement", payload: LiveCommand } },
    sent: {
      HELLO: { summary: "How the client gets up to date", payload: Hello },
      SNAPSHOT: { summary: "Replaces all that the client knew", payload: Snapshot },
      BATCH: { summary: "All events of one turn, for a client with coalesce", payload: Batch },
      UNAUTHORIZED: { summary: "The credential is void, and the stream ends", payload: ApiError },
      CONFLATED: { summary: "The client did not keep up", payload: Conflated },
      STATE_UPDATE: { summary: "Fields of a device changed", payload: LiveStateUpdate },
      DEVICE_DISCOVERED: { summary: "A device is new", payload: LiveDeviceDiscovered },
      DEVICE_UPDATED: { summary: "What is said of a device changed", payload: LiveDeviceUpdated },
      DEVICE_REMOVED: { summary: "A device is gone", payload: LiveDeviceRemoved },
      DEVICE_AVAILABILITY: { summary: "The reachability of a device changed", payload: LiveDeviceAvailability },
      DRIVER_CONNECTED: { summary: "A driver is there", payload: LiveDriverConnected },
      DRIVER_DISCONNECTED: { summary: "A driver is gone", payload: LiveDriverDisconnected },
      CONFIG_CHANGED: { summary: "People configured something anew: read it again", payload: LiveConfigChanged },
      ACTION_REQUESTED: { summary: "A command was accepted", payload: LiveActionRequested },
      ACTION_DISPATCHED: { summary: "It went to the driver", payload: LiveActionDispatched },
      ACTION_SUCCEEDED: { summary: "The driver did it", payload: LiveActionSucceeded },
      ACTION_CONFIRMED: { summary: "The reported state shows it", payload: LiveActionConfirmed },
      ACTION_FAILED: { summary: "It failed, or its outcome is unknown", payload: LiveActionFailed },
      ACTION_LATE: { summary: "The result came after the deadline", payload: LiveActionLate },
    },
    schemas: { Availability, CommandDescriptor, DeviceRecord, LiveEvent },
  });
}
