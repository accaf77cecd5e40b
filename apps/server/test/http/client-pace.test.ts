import { ROOT_PRINCIPAL } from "@hos/access";
import { ManualClock } from "@hos/runtime/testing";
import { silentLogger } from "@hos/runtime";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { ApiEnv } from "../../src/http/api-context.ts";
import { answerFailure } from "../../src/http/answer-failure.ts";
import { ClientPace } from "../../src/http/client-pace.ts";
import { mountRoutes } from "../../src/http/mount-routes.ts";
import { createPrincipal } from "../support/principals.ts";

const ADA = createPrincipal(["devices:read"]);
const BOB = { ...createPrincipal(["devices:read"]), tokenId: "token-2" };

function createPace(percent = 50) {
  const clock = new ManualClock();
  const pace = new ClientPace({ clock, percent });
  const work = (by: typeof ADA, ms: number) => pace.spend(by, () => clock.advance(ms));
  return { clock, pace, work };
}

describe("ClientPace", () => {
  it("lets somebody use a second at once, and then the share that was given", () => {
    const { clock, work } = createPace();
    work(ADA, 1900);
    work(ADA, 3000);
    expect(() => work(ADA, 0)).toThrow(expect.objectContaining({ code: "TOO_MANY_REQUESTS", retryAfterS: 3 }));
    clock.advance(3000);
    expect(() => work(ADA, 0)).not.toThrow();
  });

  it("has requests paid for that take no time that can be measured", () => {
    const { work } = createPace();
    let done = 0;
    const askOn = () => {
      for (;;) {
        work(ADA, 0);
        done += 1;
      }
    };
    expect(askOn).toThrow(/asks for too much/);
    expect(done).toBeGreaterThan(5_000);
    expect(done).toBeLessThan(20_000);
  });

  it("has work paid for that fails", () => {
    const { clock, pace, work } = createPace();
    const fail = () => {
      clock.advance(2000);
      throw new Error("It failed.");
    };
    expect(() => pace.spend(ADA, fail)).toThrow("It failed.");
    expect(() => work(ADA, 0)).toThrow(/asks for too much/);
  });

  it("lets others ask, and the root token whatever it asks", () => {
    const { pace, work } = createPace();
    work(ADA, 5000);
    work(BOB, 10);
    expect(() => work(ADA, 0)).toThrow(/asks for too much/);
    pace.spend(ROOT_PRINCIPAL, () => work(BOB, 5000));
    expect(pace.spend(ROOT_PRINCIPAL, () => "answered")).toBe("answered");
  });

  it("gives nothing for a clock that is set back", () => {
    const { clock, work } = createPace();
    work(ADA, 5000);
    clock.advance(-10_000);
    expect(() => work(ADA, 0)).toThrow(/asks for too much/);
  });
});

describe("a route", () => {
  it("is answered 429 with Retry-After to a credential that asks for too much", async () => {
    const { clock, pace } = createPace();
    const app = new Hono<ApiEnv>();
    const handlers = {
      getMe: () => {
        clock.advance(3000);
        return Response.json({});
      },
    };
    mountRoutes({ root: new Hono(), base: app, handlers, identifyOf: () => () => ADA, pace });
    app.onError((error, c) => answerFailure(error, c, silentLogger));
    expect((await app.request("/auth/me")).status).toBe(200);
    const refused = await app.request("/auth/me");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "2"]);
    expect(await refused.json()).toMatchObject({ ok: false, code: "TOO_MANY_REQUESTS" });
  });
});
