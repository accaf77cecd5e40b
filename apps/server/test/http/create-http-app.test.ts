import type { LogFields, Logger } from "@hos/runtime";
import { silentLogger } from "@hos/runtime";
import { REST_ROUTES } from "@hos/specs";
import { describe, expect, it } from "vitest";
import { BASE_PATHS } from "../../src/http/create-http-app.ts";
import { startTestApi } from "../support/test-api.ts";

const JSON_TYPE = { "content-type": "application/json" };
const post = (body: NonNullable<RequestInit["body"]>, headers: Record<string, string> = JSON_TYPE) => ({
  method: "POST",
  body,
  headers,
});

const toPattern = (path: string) => path.replaceAll(/\{(\w+)\}/g, ":$1");

describe("createHttpApp", () => {
  it("serves the routes that the OpenAPI document names, on every base path, and no others", async () => {
    await using api = await startTestApi();
    const documented = REST_ROUTES.flatMap(({ method, path, at = "base" }) =>
      [...(at === "root" ? [] : BASE_PATHS), ...(at === "base" ? [] : [""])].map(
        (base) => `${method.toUpperCase()} ${base}${toPattern(path)}`,
      ),
    );
    const served = api.app.routes.map(({ method, path }) => `${method} ${path}`);
    expect(served.toSorted()).toEqual(documented.toSorted());
  });

  it("serves the OpenAPI document", async () => {
    await using api = await startTestApi();
    expect(await api.ask("/openapi.json")).toMatchObject({ status: 200, body: { openapi: "3.1.0" } });
  });

  it("answers /healthz at the root", async () => {
    await using api = await startTestApi();
    expect(await api.ask("/healthz")).toMatchObject({ status: 200, body: { ok: true } });
  });

  it.each(["/", "/v1", "/v1/os", "/v1/os/nothing", "/devices", "/v2/os/devices", "/v1/os/devices/a/b/c"])(
    "answers NOT_FOUND in the error shape for %s",
    async (path) => {
      await using api = await startTestApi();
      const { status, body } = await api.ask(path);
      expect(status).toBe(404);
      expect(body).toEqual({
        ok: false,
        code: "NOT_FOUND",
        error: `GET ${path} is not served.`,
        details: ["The client API is under /app/os, /api/os, /v1/os; GET /docs shows all of it."],
      });
    },
  );

  it.each<Record<string, string>>([{}, { "content-length": "100" }])(
    "takes a client that leaves in the middle of its body for no fault of the hub (%j)",
    async (headers) => {
      const lines: string[] = [];
      const logger: Logger = { ...silentLogger, child: () => logger, error: (message) => void lines.push(message) };
      await using api = await startTestApi({ logger });
      const body = new ReadableStream({ pull: (controller) => controller.error(new Error("aborted")) });
      const request = { ...post(body, { ...JSON_TYPE, ...headers }), duplex: "half" as const };
      expect(await api.ask("/v1/os/devices/light-1", request)).toMatchObject({
        status: 400,
        body: { code: "INVALID_REQUEST", error: "The body did not come to its end." },
      });
      expect(lines).toEqual([]);
    },
  );

  it.each<Record<string, string>>([{}, { "content-length": "15" }])(
    "passes over a byte order mark before the body (%j)",
    async (headers) => {
      await using api = await startTestApi();
      await api.announce("light-1");
      const body = new Blob(['\ufeff{"name":"Lamp"}']).stream();
      const request = { ...post(body, { ...JSON_TYPE, ...headers }), duplex: "half" as const };
      expect(await api.ask("/v1/os/devices/light-1", request)).toMatchObject({ status: 200, body: { name: "Lamp" } });
    },
  );

  it.each([
    ["DELETE", "/v1/os/devices/a", "GET, POST"],
    ["PUT", "/v1/os/bootstrap", "GET"],
    ["GET", "/v1/os/devices/a/command", "POST"],
    ["OPTIONS", "/v1/os/devices", "GET"],
    ["POST", "/v1/os/events", "GET"],
  ])("answers METHOD_NOT_ALLOWED for %s %s and names %s", async (method, path, allow) => {
    await using api = await startTestApi();
    const { status, body, headers } = await api.ask(path, { method });
    expect([status, body["code"], headers.get("allow")]).toEqual([405, "METHOD_NOT_ALLOWED", allow]);
  });

  it.each([undefined, "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data"])(
    "answers UNSUPPORTED_MEDIA_TYPE for a body of type %s",
    async (type) => {
      await using api = await startTestApi();
      const body = new TextEncoder().encode("{}");
      const answer = await api.ask(
        "/v1/os/devices/a/command",
        post(body, type === undefined ? {} : { "content-type": type }),
      );
      expect(answer).toMatchObject({ status: 415, body: { ok: false, code: "UNSUPPORTED_MEDIA_TYPE" } });
    },
  );

  it.each(["application/json", "application/json; charset=utf-8", "Application/JSON", "application/vnd.hos+json"])(
    "takes a body of type %s",
    async (type) => {
      await using api = await startTestApi();
      const answer = await api.ask("/v1/os/devices/a/command", post('{"command":"x"}', { "content-type": type }));
      expect(answer.body).toMatchObject({ code: "NO_DEVICE" });
    },
  );

  it.each([
    ["no body", ""],
    ["text that is no JSON", "{"],
    ["JSON that is no object", "5"],
    ["null", "null"],
    ["a number that is none", '{"command":"x","payload":{"a":1e999}}'],
    ["a key that reaches the prototype", '{"command":"x","payload":{"__proto__":{"a":1}}}'],
    ["10,000 levels of nesting", `{"command":"x","payload":{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}}`],
  ])("answers INVALID_REQUEST with a detail for %s", async (_name, body) => {
    await using api = await startTestApi();
    await api.announce("a");
    const answer = await api.ask("/v1/os/devices/a/command", post(body));
    expect(answer).toMatchObject({
      status: 400,
      body: { ok: false, code: "INVALID_REQUEST", details: [expect.stringMatching(/\w/)] },
    });
    expect(api.driver.actions).toEqual([]);
    expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
  });

  it("answers BODY_TOO_LARGE for a body that says so, and for one that does not", async () => {
    await using api = await startTestApi();
    const large = JSON.stringify({ command: "x".repeat(1024 * 1024) });
    const stated = await api.ask(
      "/v1/os/devices/a/command",
      post(large, { ...JSON_TYPE, "content-length": String(large.length) }),
    );
    const streamed = await api.ask("/v1/os/devices/a/command", {
      ...post(new Blob([large]).stream()),
      duplex: "half",
    });
    for (const { status, body } of [stated, streamed]) expect([status, body["code"]]).toEqual([413, "BODY_TOO_LARGE"]);
  });

  it("answers INTERNAL without the cause, and logs the cause", async () => {
    const lines: (readonly [string, LogFields | undefined])[] = [];
    const logger: Logger = {
      ...silentLogger,
      child: () => logger,
      error: (message, fields) => void lines.push([message, fields]),
    };
    await using api = await startTestApi({ logger });
    const cause = new Error("a secret path");
    api.hub.devices.list = () => {
      throw cause;
    };
    const { status, body } = await api.get("/bootstrap");
    expect(status).toBe(500);
    expect(body).toMatchObject({ ok: false, code: "INTERNAL" });
    expect(JSON.stringify(body)).not.toContain("secret");
    expect(lines).toEqual([["A request failed.", { path: "/v1/os/bootstrap", err: cause }]]);
  });
});
