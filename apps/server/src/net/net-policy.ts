import { hostname } from "node:os";
import type { ServerConfig } from "../server-config.ts";
import { ClientAddresses } from "./client-addresses.ts";
import { OriginPolicy } from "./origin-policy.ts";
import { createSecurityHeaders } from "./security-headers.ts";

/** What is known of a request before anybody looks into it. Made once a server. */
export interface NetPolicy {
  readonly addresses: ClientAddresses;
  readonly origins: OriginPolicy;
  /** Of every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes the policy that the configuration asks for. @param hostName @default that of this machine */
export function createNetPolicy(
  config: Pick<ServerConfig, "allowedHosts" | "corsOrigins" | "tls" | "trustProxy">,
  hostName: string = hostname(),
): NetPolicy {
  const { allowedHosts, corsOrigins, tls, trustProxy } = config;
  return {
    addresses: new ClientAddresses(trustProxy),
    origins: new OriginPolicy({ allowedHosts, corsOrigins, hostName }),
    headers: createSecurityHeaders({ tls: tls !== undefined }),
  };
}
