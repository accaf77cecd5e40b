import { Type } from "typebox";

const MAX_PORT = 65_535;
const HOUR_MS = 3_600_000;

const port = (options: { default?: number; unset?: string; description: string }) =>
  Type.Integer({ minimum: 0, maximum: MAX_PORT, ...options });

/** Where the server listens, under which names, and what it takes from the network. */
export const NETWORK_VARIABLES = {
  PORT: port({ default: 8080, description: "Port of REST, Socket.IO, SSE and drivers. 0 takes any free one." }),
  DRIVER_WS_PORT: port({
    unset: "as `PORT`",
    description: "Port of the driver endpoint, where it is to have one of its own.",
  }),
  HOS_HOST: Type.String({
    unset: "this machine until the hub is set up, all addresses after",
    description: "Address to listen on, from the start: `0.0.0.0` or `::` for all, `127.0.0.1` for this machine only.",
  }),
  HOS_TLS_CERT: Type.String({
    unset: "no TLS",
    description: "File with the certificate and its chain, PEM. With `HOS_TLS_KEY`; SIGHUP reads both again.",
  }),
  HOS_TLS_KEY: Type.String({ unset: "no TLS", description: "File with the private key, PEM." }),
  HOS_ALLOWED_HOSTS: Type.Array(Type.String(), {
    default: [],
    description:
      "Names under which the hub is opened, with commas between, beside addresses, `localhost`, `*.local` and the machine's own name.",
  }),
  HOS_CORS_ORIGINS: Type.Array(Type.String(), {
    default: [],
    description: "Other sites whose web pages may use the hub, with commas between: `https://app.example.com`.",
  }),
  HOS_TRUST_PROXY: Type.Array(Type.String(), {
    default: [],
    description:
      "Reverse proxies whose `X-Forwarded-For` is believed, with commas between: addresses, networks (`10.0.0.0/8`) or `loopback`.",
  }),
  HOS_MDNS: Type.Enum(["on", "off"], {
    default: "on",
    description:
      "Whether the hub tells the local networks where it is (mDNS, `_hos._tcp`), once it can be reached from them.",
  }),
  HOS_MAX_CONNECTIONS_PER_ADDRESS: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 1000,
    description: "Open connections from one address; one more is refused. Not for this machine and trusted proxies.",
  }),
  HOS_HEADERS_TIMEOUT_MS: Type.Integer({
    minimum: 100,
    maximum: HOUR_MS,
    default: 10_000,
    description: "How long a client may take to send the head of a request, or its first byte, milliseconds.",
  }),
  HOS_REQUEST_TIMEOUT_MS: Type.Integer({
    minimum: 100,
    maximum: HOUR_MS,
    default: 30_000,
    description: "How long a client may take to send a whole request, milliseconds. Answers have no limit.",
  }),
};
