import { CommandError, HosClient } from "@hos/client";
import { type LiveEvent, LIVE_EVENT_NAMES } from "@hos/protocol/live";
import { io, type Socket } from "socket.io-client";
import { serveCalls } from "../process/serve-calls.ts";
import { ADMIN_TOKEN } from "../server/admin-token.ts";
import type { ClientCalls, ClientHappening, ClientKind, ClientPlan } from "./client-calls.ts";
import { readServerSentEvents } from "./read-server-sent-events.ts";

// A process of clients that tells the test what each of them sees.

const clients = new Map<string, HosClient>();
const sockets = new Map<string, Socket>();

const openers: Readonly<Record<ClientKind, (plan: Required<ClientPlan>) => Promise<void>>> = {
  client: openClient,
  "socket.io": openSocket,
  sse: openStream,
};

const tell = serveCalls<ClientCalls, ClientHappening>({
  open: (plan) => openers[plan.kind]({ token: ADMIN_TOKEN, ...plan }),
  store(name) {
    const { devices } = find(clients, name);
    const list = devices.list().toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return { epoch: devices.epoch, revision: devices.revision, devices: list };
  },
  async command({ name, deviceId, command, payload, options }) {
    try {
      return { answer: await find(clients, name).command(deviceId, command, payload, options) };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return { code: error.code, outcomeKnown: error.outcomeKnown, commandId: error.commandId };
    }
  },
  emitCommand: ({ name, body }) => find(sockets, name).emitWithAck("command", body),
});

async function openClient({ name, url, token }: Required<ClientPlan>): Promise<void> {
  const client = new HosClient({ url, token });
  clients.set(name, client);
  client.on("event", (event) => tell({ name, event }));
  client.on("ready", (ready) => tell({ name, ready }));
  client.on("error", (error) => tell({ name, ended: error.message }));
  client.connect();
  await client.ready();
}

async function openSocket({ name, url, token }: Required<ClientPlan>): Promise<void> {
  const socket = io(url, { auth: { token }, transports: ["websocket"] });
  sockets.set(name, socket);
  for (const event of LIVE_EVENT_NAMES) socket.on(event, (body: LiveEvent) => tell({ name, event: body }));
  socket.on("UNAUTHORIZED", ({ code }: { code: string }) => tell({ name, ended: code }));
  socket.on("disconnect", (reason) => tell({ name, ended: reason }));
  await new Promise((resolve) => socket.once("SNAPSHOT", resolve));
}

async function openStream({ name, url, token }: Required<ClientPlan>): Promise<void> {
  const response = await fetch(`${url}/v1/os/events`, { headers: { authorization: `Bearer ${token}` } });
  if (response.body === null) throw new Error("The stream has no body.");
  const opened = Promise.withResolvers<void>();
  const events: ReadonlySet<string> = new Set(LIVE_EVENT_NAMES);
  void readServerSentEvents(response.body, (event, data) => {
    if (event === "SNAPSHOT") opened.resolve();
    if (event === "UNAUTHORIZED") tell({ name, ended: event });
    if (events.has(event)) tell({ name, event: data as LiveEvent });
  }).then(
    () => tell({ name, ended: "end of stream" }),
    (fault: unknown) => tell({ name, ended: String(fault) }),
  );
  await opened.promise;
}

function find<Item>(items: ReadonlyMap<string, Item>, name: string): Item {
  const item = items.get(name);
  if (item === undefined) throw new Error(`No client ${name} of that kind was opened.`);
  return item;
}
