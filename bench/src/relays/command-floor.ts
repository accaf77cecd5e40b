/** The floor of commands in Node: a bare hono route that awaits one round trip over a WebSocket. */
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { WebSocket } from "ws";
import { startRelay } from "./start-relay.ts";

interface DriverFrame {
  readonly event?: string;
  readonly method?: string;
  readonly device_id?: string;
  readonly data?: { readonly requestId?: string };
}

const drivers = new Map<string, WebSocket>();
const waiting = new Map<string, (result: unknown) => void>();
let requests = 0;

const app = new Hono();
app.post("/app/os/devices/:id/command", async (c) => {
  const id = c.req.param("id");
  const { command, payload } = await c.req.json<{ command: string; payload: object }>();
  requests += 1;
  const requestId = String(requests);
  const answered = new Promise((resolve) => waiting.set(requestId, resolve));
  drivers.get(id)?.send(JSON.stringify({ event: "ACTION", device_id: id, data: { command, payload, requestId } }));
  await answered;
  return c.json({ status: "succeeded", commandId: requestId });
});

const listener = getRequestListener((request) => app.fetch(request));
startRelay({
  onDriver: (driver) => driver.send('{"event":"CONNECTED"}'),
  onUpdate: (data, driver) => take(JSON.parse(data.toString()) as DriverFrame, driver),
}).on("request", (request, response) => void listener(request, response));

function take({ event, method, device_id: id = "", data }: DriverFrame, driver: WebSocket): void {
  if (event === "ACTION_RESULT") {
    waiting.get(data?.requestId ?? "")?.(data);
    waiting.delete(data?.requestId ?? "");
  }
  if (method === "driver.register") driver.send('{"event":"REGISTERED"}');
  if (event === "DEVICE_DISCOVERED") drivers.set(id, driver);
  if (event === "FENCE") driver.send('{"ok":false,"error":"Invalid FENCE."}');
}
