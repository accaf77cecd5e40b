import { type DriverIdentity, isJsonObject } from "@hos/protocol";
import { askHub } from "../hub/ask-hub.ts";
import type { HubRun } from "../hub/hub-run.ts";
import { DriverSocket } from "./driver-socket.ts";

/** Has a driver approved, as a person would, and gives the token that it was sent. */
export async function pairDriver(hub: HubRun, driver: DriverIdentity): Promise<string> {
  await using socket = await DriverSocket.open(hub.driverUrl);
  socket.register(driver);
  const asked = await socket.find(({ pairing }) => pairing !== undefined);
  const pairing = asked?.["pairing"];
  if (!isJsonObject(pairing)) throw new Error(`${driver.driverKey} is not asked to pair.`);
  const { status, text } = await askHub(hub.port, {
    method: "POST",
    path: `/v1/os/drivers/${driver.driverKey}/${driver.instanceId}/approve`,
    headers: { authorization: `Bearer ${hub.adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ code: pairing["code"] }),
  });
  if (status !== 200) throw new Error(`The approval of ${driver.driverKey} failed: ${status} ${text}`);
  const paired = await socket.find(({ event }) => event === "PAIRED");
  return String(paired?.["token"]);
}
