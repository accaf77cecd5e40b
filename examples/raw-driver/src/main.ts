import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { WebSocket } from "ws";

const HUB_URL = process.env["HOS_WS_URL"] ?? "ws://localhost:8080/driver";
const DRIVER = { driverKey: "RAW_DRIVER", instanceId: "raw-ts", protocolVersion: 1, name: "Raw driver" };
/** Keeps what the hub gives the driver when a person approves it. Nobody else may read it. */
const TOKEN_FILE = process.env["HOS_TOKEN_FILE"] ?? "raw-ts.token";
const LAMP_ID = "raw-ts-lamp";
const COMMANDS = [{ key: "turn_on" }, { key: "turn_off" }, { key: "set_brightness" }];
const LAMP = { name: "Raw lamp", deviceType: "light", properties: { commandCatalog: COMMANDS } };
/** Replaced, unauthorized, version not supported: the hub does not want this driver back. */
const FINAL_CLOSE_CODES = new Set([4001, 4003, 4004]);
/** The hub pings every 20 s. Two misses mean that it is gone, even where the socket says nothing. */
const SILENCE_MS = 45_000;

type HubFrame = { ok?: boolean; event?: string; data?: Action; pairing?: { code: string }; token?: string };
type Action = { command: string; payload: { brightness?: unknown }; requestId: string };

const state = { power: false, brightness: 100 };
/** Answers by requestId. The hub may ask again, and then wants the answer and not the deed. */
const answers = new Map<string, object>();
let token = existsSync(TOKEN_FILE) ? readFileSync(TOKEN_FILE, "utf8").trim() : undefined;
let socket: WebSocket;
let retryMs = 1_000;
let retry: NodeJS.Timeout;

function connect(): void {
  let silence: NodeJS.Timeout;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => socket.terminate(), SILENCE_MS);
  };
  socket = new WebSocket(HUB_URL, { handshakeTimeout: 10_000, perMessageDeflate: false });
  socket.on("open", heard).on("ping", heard).on("message", heard);
  socket.on("message", (text: Buffer) => receive(JSON.parse(text.toString()) as HubFrame));
  socket.on("error", (error) => console.error(error.message));
  socket.on("close", (code, reason) => {
    clearTimeout(silence);
    console.log(`Disconnected: ${code} ${reason.toString()}`);
    if (FINAL_CLOSE_CODES.has(code)) return;
    retry = setTimeout(connect, retryMs * (0.9 + 0.2 * Math.random()));
    retryMs = Math.min(2 * retryMs, 30_000);
  });
}

function receive(frame: HubFrame): void {
  if (frame.pairing) console.log(`Approve this driver in the hub with the code ${frame.pairing.code}.`);
  else if (frame.ok === false) console.error(frame);
  if (frame.event === "PAIRED" && frame.token) writeFileSync(TOKEN_FILE, (token = frame.token), { mode: 0o600 });
  if (frame.event === "CONNECTED" || frame.event === "PAIRED") {
    send({ method: "driver.register", params: { ...DRIVER, token } });
  }
  if (frame.event === "ACTION" && frame.data) answer(frame.data);
  if (frame.event !== "REGISTERED") return;
  console.log(`Registered at ${HUB_URL}`);
  retryMs = 1_000;
  tell("DEVICE_DISCOVERED", LAMP);
  tell("STATE_UPDATE", state);
}

function answer({ command, payload, requestId }: Action): void {
  const result = answers.get(requestId) ?? { requestId, ...act(command, payload.brightness) };
  answers.set(requestId, result);
  for (const oldest of answers.keys()) if (answers.size > 256) answers.delete(oldest);
  tell("ACTION_RESULT", result);
  tell("STATE_UPDATE", state);
}

function act(command: string, brightness: unknown): { success: boolean; message?: string } {
  if (command === "turn_on") state.power = true;
  else if (command === "turn_off") state.power = false;
  else if (command !== "set_brightness") return { success: false, message: `The lamp cannot ${command}.` };
  else if (typeof brightness !== "number") return { success: false, message: "brightness must be a number." };
  else Object.assign(state, { power: brightness > 0, brightness });
  return { success: true };
}

const send = (frame: object) => socket.send(JSON.stringify(frame));
const tell = (event: string, data: object) => send({ event, device_id: LAMP_ID, data });

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    clearTimeout(retry);
    socket.once("close", () => process.exit()).close(1000, "The driver stops.");
    setTimeout(() => socket.terminate(), 2_000).unref();
  });
}
connect();
