import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { WebSocket } from "ws";

// A driver that sends more than a home ever needs. It runs in a process of its own: <url> <frames a second> <seconds>.

const [url = "", rate = "50000", seconds = "10"] = process.argv.slice(2);
const DEVICES = 100;
const socket = new WebSocket(url, { perMessageDeflate: false });
await once(socket, "message");
const params = { driverKey: "FLOOD", instanceId: "flood-1", protocolVersion: 1 };
socket.send(JSON.stringify({ method: "driver.register", params }));
await once(socket, "message");
for (let index = 0; index < DEVICES; index += 1) {
  const data = { name: "Flood", deviceType: "light" };
  socket.send(JSON.stringify({ event: "DEVICE_DISCOVERED", device_id: `flood-${index}`, data }));
}
const began = performance.now();
const all = Number(rate) * Number(seconds);
let sent = 0;
while (sent < all) {
  const due = Math.min(((performance.now() - began) * Number(rate)) / 1000, all);
  for (; sent < due; sent += 1) {
    const data = `{"power":${sent % 2 === 0},"brightness":${sent % 100},"extras":{"n":${sent}}}`;
    socket.send(`{"event":"STATE_UPDATE","device_id":"flood-${sent % DEVICES}","data":${data}}`);
  }
  await wait(2);
}
process.stdout.write(
  `${sent} frames sent, ${(socket.bufferedAmount / 1e6).toFixed(0)} MB of them not read by the hub\n`,
);
socket.terminate();
