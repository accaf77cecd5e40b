import { isJsonObject } from "@hos/protocol";
import { DriverSocket } from "../../load/drivers/driver-socket.ts";
import { askHub } from "../../load/hub/ask-hub.ts";
import type { HubRun } from "../../load/hub/hub-run.ts";
import { LAB_TOKEN } from "./credentials.ts";

/** Stands for the id of a thing that the lab has, whatever the id is. */
export const THINGS = ["space", "program", "profile", "user", "token", "command", "pairing"] as const;
type Thing = (typeof THINGS)[number];

/** A driver that waits for approval for as long as the things are there. */
export const WAITER = { driverKey: "WAITER", instanceId: "wait-1" } as const;

/** One of each of what people configure, for requests to reach. */
export class FuzzThings implements AsyncDisposable {
  readonly #ids: Readonly<Partial<Record<Thing, string>>>;
  readonly #waiter: DriverSocket;

  /** Makes new ones. What others made is removed first, so that it does not pile up. */
  static async make(hub: HubRun): Promise<FuzzThings> {
    await removeAll(hub);
    // Without an admin nobody else can be let in. It is there already after the first time.
    await ask(hub, "POST", "/users", { username: "boss", password: "boss password 17", role: "admin" });
    const space = await save(hub, "/spaces/save", { name: "Fuzz room" });
    const items = [{ deviceId: "fuzz-1", command: "turn_on" }];
    const program = await save(hub, "/programs/save", { name: "Fuzz scene", items });
    const profile = await save(hub, "/design-profiles/save", { name: "Fuzz design", design: {} });
    const user = await save(hub, "/users", { username: "fuzz", password: "fuzz password 17", role: "member" });
    const token = await save(hub, "/tokens", { name: "fuzz", scopes: ["devices:read"] });
    const command = await save(hub, "/devices/fuzz-1/command", { command: "turn_on" });
    const waiter = await DriverSocket.open(hub.driverUrl);
    waiter.register(WAITER);
    const asked = await waiter.find(({ ok }) => ok === false);
    const pairing = isJsonObject(asked?.["pairing"]) ? String(asked["pairing"]["code"]) : "";
    return new FuzzThings({ space, program, profile, user, token, command, pairing }, waiter);
  }

  private constructor(ids: Readonly<Partial<Record<Thing, string>>>, waiter: DriverSocket) {
    this.#ids = ids;
    this.#waiter = waiter;
  }

  /** A text with the ids in the place of `@space` and the like. */
  name(text: string): string {
    return text.replaceAll(/@([a-z]+)/g, (whole, name: string) => this.#ids[name as Thing] ?? whole);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#waiter[Symbol.asyncDispose]();
  }
}

const LISTS = [
  ["/spaces", "spaces"],
  ["/programs", "programs"],
  ["/design-profiles", "profiles"],
  ["/users", "users"],
] as const;

async function removeAll(hub: HubRun): Promise<void> {
  for (const [path, member] of LISTS) {
    const list = await ask(hub, "GET", path);
    const entries = (list[member] ?? []) as readonly { readonly id: string; readonly role?: string }[];
    for (const { id } of entries) await ask(hub, "POST", `${path}/${encodeURIComponent(id)}/remove`, {});
  }
  const { tokens } = (await ask(hub, "GET", "/tokens")) as { readonly tokens: readonly { id: string; name: string }[] };
  for (const { id, name } of tokens)
    if (!name.startsWith(LAB_TOKEN)) await ask(hub, "POST", `/tokens/${id}/revoke`, {});
  for (const decision of ["enable", "revoke"]) {
    await ask(hub, "POST", `/drivers/${WAITER.driverKey}/${WAITER.instanceId}/${decision}`, {});
  }
}

async function save(hub: HubRun, path: string, body: object): Promise<string> {
  const saved = await ask(hub, "POST", path, body);
  return String(saved["id"] ?? saved["commandId"]);
}

async function ask(
  hub: HubRun,
  method: "GET" | "POST",
  ...[path, body]: readonly [path: string, body?: object]
): Promise<Readonly<Record<string, unknown>>> {
  const { text } = await askHub(hub.port, {
    method,
    path: `/v1/os${path}`,
    headers: { authorization: `Bearer ${hub.adminToken}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}
