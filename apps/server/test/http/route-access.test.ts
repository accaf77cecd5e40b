import { Scope } from "@hos/protocol/rest";
import { REST_ROUTES, type RestRoute } from "@hos/specs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE_PATHS } from "../../src/http/create-http-app.ts";
import { makeToken } from "../support/invite.ts";
import { bearer } from "../support/root-token.ts";
import { startTestApi } from "../support/test-api.ts";

let api: Awaited<ReturnType<typeof startTestApi>>;

beforeAll(async () => {
  api = await startTestApi();
});

afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

/** A credential with one scope, of the home or of a part of it. */
interface Asker {
  readonly scope: Scope;
  readonly confined: boolean;
}

const ASKERS: readonly Asker[] = Scope.enum.flatMap((scope) => [false, true].map((confined) => ({ scope, confined })));

type Verdict = "allowed" | "denied" | "unknown";

/** What the table of routes says. */
function expectedVerdict(route: RestRoute, asker: Asker | undefined): Verdict {
  if (route.scope === "public") return "allowed";
  if (asker === undefined) return "unknown";
  if (route.scope === "signed-in") return "allowed";
  if (asker.scope !== route.scope && asker.scope !== "os_api_admin") return "denied";
  return asker.confined && route.wholeHome === true ? "denied" : "allowed";
}

/**
 * Asks for something that is not there, without a body, so that whoever is let in changes nothing.
 *
 * @returns one verdict for all paths under which the route is served.
 */
async function ask(route: RestRoute, headers: Record<string, string>, method = route.method.toUpperCase()) {
  const { at = "base" } = route;
  const bases = [...(at === "root" ? [] : BASE_PATHS), ...(at === "base" ? [] : [""])];
  const verdicts = await Promise.all(
    bases.map(async (base) => {
      const path = base + route.path.replaceAll(/\{\w+\}/g, "none");
      const response = await api.app.request(path, { method, headers }, {});
      const body = method === "HEAD" ? "" : await response.text();
      return toVerdict(response.status, body);
    }),
  );
  expect(new Set(verdicts).size).toBe(1);
  return verdicts[0];
}

function toVerdict(status: number, body: string): Verdict {
  if (status === 403) expect(body === "" || body.includes('"code":"FORBIDDEN"')).toBe(true);
  return status === 401 ? "unknown" : status === 403 ? "denied" : "allowed";
}

describe.each(REST_ROUTES)("$method $path", (route) => {
  it("lets nobody in without a good credential, unless it is for everybody", async () => {
    const expected = expectedVerdict(route, undefined);
    expect(await ask(route, {})).toBe(expected);
    expect(await ask(route, bearer("hos_unknown_credential"))).toBe(expected);
    expect(await ask(route, { authorization: "Basic cm9vdDpyb290" })).toBe(expected);
  });

  it.each(ASKERS)("answers $scope, confined: $confined, as the table of routes says", async (asker) => {
    const { token } = await makeToken(api.access, [asker.scope], asker.confined ? { deviceIds: ["only"] } : {});
    expect(await ask(route, bearer(token))).toBe(expectedVerdict(route, asker));
    if (route.method !== "get") return;
    expect(await ask(route, bearer(token), "HEAD")).toBe(expectedVerdict(route, asker));
  });
});

describe("the table of routes", () => {
  it("is about every scope", () => {
    const scopes = new Set(REST_ROUTES.map(({ scope }) => scope));
    expect(Scope.enum.filter((scope) => !scopes.has(scope))).toEqual([]);
  });

  it("has no route for everybody but those that have to be", () => {
    expect(REST_ROUTES.filter(({ scope }) => scope === "public").map(({ id }) => id)).toEqual([
      "getHealth",
      "getReadiness",
      "getOpenApi",
      "getApiPage",
      "getSetup",
      "setUp",
      "logIn",
    ]);
  });
});
