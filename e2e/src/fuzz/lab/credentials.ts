import type { Scope } from "@hos/protocol/rest";
import { askHub } from "../../load/hub/ask-hub.ts";
import type { HubRun } from "../../load/hub/hub-run.ts";
import type { LogWatch } from "./log-watch.ts";

/** Something that stands in an Authorization header, and what it is good for. */
export interface Credential {
  readonly name: string;
  /** The header; `undefined`: none. */
  readonly header: string | undefined;
  /** What the table of routes lets it do; `undefined`: it is no good at all. */
  readonly scopes: ReadonlySet<Scope> | undefined;
  /** It is for a part of the home only. */
  readonly confined: boolean;
}

/** The tokens of a lab are called so; others were made by requests. */
export const LAB_TOKEN = "lab: ";

/** What the confined credentials of a lab may see. */
export const CONFINED_TO = "fuzz-1";

const NO_GOOD = [
  undefined,
  "",
  "Bearer",
  "Bearer nonsense",
  "Bearer hos_01_secret",
  "Bearer hoss_01ARZ3NDEKTSV4RRFFQ69G5FAV_0123456789abcdefghijklmnopqrstuv",
  "Basic YWRtaW46YWRtaW4=",
  "Bearer __proto__",
  "Bearer null",
] as const;

const SCOPE_SETS: readonly (readonly Scope[])[] = [
  ["devices:read"],
  ["devices:read", "devices:command"],
  ["config:write"],
  ["drivers:manage"],
  ["devices:read", "devices:command", "drivers:manage", "config:write"],
];

/** Makes credentials of every kind on a fresh hub, and tells `watch` their secrets. */
export async function createCredentials(hub: HubRun, watch: LogWatch): Promise<readonly Credential[]> {
  const root: Credential = {
    name: "root",
    header: `Bearer ${hub.adminToken}`,
    scopes: new Set<Scope>(["os_api_admin"]),
    confined: false,
  };
  const useless = NO_GOOD.map((header) => ({
    name: `no good: ${header ?? "none"}`,
    header,
    scopes: undefined,
    confined: false,
  }));
  const credentials = [root, ...useless];
  for (const scopes of SCOPE_SETS) {
    for (const confined of [false, true]) {
      const narrowing = confined ? { deviceIds: [CONFINED_TO] } : {};
      const made = await post(hub, "/v1/os/tokens", { name: LAB_TOKEN + scopes.join(" "), scopes, ...narrowing });
      watch.plant(made.token);
      const name = `${scopes.join(" ")}${confined ? " (confined)" : ""}`;
      credentials.push({ name, header: `Bearer ${made.token}`, scopes: new Set(scopes), confined });
    }
  }
  credentials.push(await createRevoked(hub, watch));
  return credentials;
}

async function createRevoked(hub: HubRun, watch: LogWatch): Promise<Credential> {
  const made = await post(hub, "/v1/os/tokens", { name: "revoked", scopes: ["devices:read"] });
  watch.plant(made.token);
  await post(hub, `/v1/os/tokens/${made.id}/revoke`, {});
  return { name: "revoked", header: `Bearer ${made.token}`, scopes: undefined, confined: false };
}

async function post(hub: HubRun, path: string, body: object): Promise<{ readonly id: string; readonly token: string }> {
  const headers = { authorization: `Bearer ${hub.adminToken}`, "content-type": "application/json" };
  const { status, text } = await askHub(hub.port, { method: "POST", path, headers, body: JSON.stringify(body) });
  if (status >= 300) throw new Error(`POST ${path}: ${status} ${text}`);
  return JSON.parse(text) as { readonly id: string; readonly token: string };
}
