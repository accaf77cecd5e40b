import { BlockList, isIP } from "node:net";
import { ConfigError } from "../config-error.ts";
import { type Environment, readVariable } from "./read-variable.ts";

/** A label may hold `_`, which is no host name by the letter but is in use. */
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*$/;

/** The variables that hold several values with commas between, and what each of the values must be. */
const KINDS = {
  HOS_ALLOWED_HOSTS: { parse: parseHostName, expectation: "must be host names without port, with commas between." },
  HOS_CORS_ORIGINS: {
    parse: parseOrigin,
    expectation: "must be origins such as https://app.example.com, with commas between.",
  },
  HOS_TRUST_PROXY: {
    parse: parseNetwork,
    expectation: "must be IP addresses, networks such as 10.0.0.0/8 or loopback, with commas between.",
  },
} as const;

/** Reads a variable that holds a list, each value in its one spelling. @throws {ConfigError} */
export function readList(env: Environment, variable: keyof typeof KINDS): readonly string[] {
  const { parse, expectation } = KINDS[variable];
  return readVariable(env, variable).map((text) => {
    const value = parse(text);
    if (value === undefined) throw new ConfigError(variable, env[variable] ?? "", expectation);
    return value;
  });
}

function parseHostName(text: string): string | undefined {
  const name = text.toLowerCase();
  return HOST_NAME.test(name) ? name : undefined;
}

function parseOrigin(text: string): string | undefined {
  const url = URL.parse(text);
  const web = url?.protocol === "https:" || url?.protocol === "http:";
  // Nothing but scheme, host and port: a path would look as if it narrowed anything.
  return web && url.href === `${url.origin}/` && !text.endsWith("?") && !text.endsWith("#") ? url.origin : undefined;
}

function parseNetwork(text: string): string | undefined {
  if (text.toLowerCase() === "loopback") return "loopback";
  const [address = "", prefix, ...rest] = text.split("/");
  const family = isIP(address) === 4 ? "ipv4" : "ipv6";
  if (isIP(address) === 0 || rest.length > 0) return undefined;
  if (prefix === undefined) return address;
  try {
    if (!/^\d{1,3}$/.test(prefix)) return undefined;
    new BlockList().addSubnet(address, Number(prefix), family);
    return text;
  } catch {
    return undefined;
  }
}
