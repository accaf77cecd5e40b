import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Hono } from "hono";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ApiEnv } from "../../src/http/api-context.ts";
import { createNodeServer } from "../../src/net/create-node-server.ts";
import { createRequestListener } from "../../src/net/create-request-listener.ts";
import { createNetPolicy } from "../../src/net/net-policy.ts";

const APP_ORIGIN = "https://app.example.com";
const PAGE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A server of which only `corsOrigins` and TLS are set, and a way to ask it. */
async function start({ corsOrigins = [] as readonly string[], tls = false } = {}) {
  const app = new Hono<ApiEnv>();
  app.get("/devices", (c) => c.json({ devices: [] }));
  app.get("/page", (c) => c.html("<p>page</p>", 200, { "content-security-policy": "default-src 'self'" }));
  const files = { certFile: "cert.pem", keyFile: "key.pem" };
  const policy = createNetPolicy({ allowedHosts: [], corsOrigins, trustProxy: [], tls: tls ? files : undefined });
  const timeouts = { headersTimeoutMs: 60_000, requestTimeoutMs: 60_000, tls: undefined };
  const server = createNodeServer(createRequestListener(app, policy), { ...timeouts, headers: policy.headers });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return (path: string, headers: Record<string, string> = {}, method = "GET") =>
    fetch(`http://127.0.0.1:${port}${path}`, { method, headers });
}

const preflight = (origin: string) => ({ origin, "access-control-request-method": "POST" });

describe("createRequestListener", () => {
  it("gives every answer the headers that keep browsers from misusing it", async () => {
    const ask = await start();
    for (const path of ["/devices", "/nowhere"]) {
      const { headers } = await ask(path);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("content-security-policy")).toBe(PAGE_POLICY);
      expect(headers.get("strict-transport-security")).toBeNull();
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  it("lets a page have a policy of its own", async () => {
    const ask = await start();
    expect((await ask("/page")).headers.get("content-security-policy")).toBe("default-src 'self'");
  });

  it("asks browsers to come by TLS only where there is TLS", async () => {
    const ask = await start({ tls: true });
    expect((await ask("/devices")).headers.get("strict-transport-security")).toBe("max-age=2592000");
  });

  it("refuses pages of other sites, preflight or not, in the error shape and with the same headers", async () => {
    const ask = await start({ corsOrigins: [APP_ORIGIN] });
    for (const method of ["GET", "OPTIONS"]) {
      const response = await ask("/devices", preflight("https://evil.example"), method);
      expect(response.status).toBe(403);
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
      expect(await response.json()).toMatchObject({ ok: false, code: "ORIGIN_NOT_ALLOWED" });
    }
  });

  it("answers the preflight of a page that was allowed", async () => {
    const ask = await start({ corsOrigins: [APP_ORIGIN] });
    const { status, headers } = await ask("/devices", preflight(APP_ORIGIN), "OPTIONS");
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe(APP_ORIGIN);
    expect(headers.get("access-control-allow-methods")).toBe("GET, POST");
    expect(headers.get("access-control-allow-headers")).toContain("authorization");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    expect(headers.get("vary")).toBe("origin");
  });

  it("lets a page that was allowed read answers and failures", async () => {
    const ask = await start({ corsOrigins: [APP_ORIGIN] });
    for (const path of ["/devices", "/nowhere"]) {
      expect((await ask(path, { origin: APP_ORIGIN })).headers.get("access-control-allow-origin")).toBe(APP_ORIGIN);
    }
  });

  it("gives an OPTIONS that is no preflight to the app", async () => {
    const ask = await start({ corsOrigins: [APP_ORIGIN] });
    expect((await ask("/devices", { origin: APP_ORIGIN }, "OPTIONS")).status).toBe(404);
  });
});
