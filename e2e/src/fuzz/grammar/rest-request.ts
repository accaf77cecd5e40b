import { REST_ROUTES } from "@hos/specs";
import * as fc from "fast-check";
import { hostileText } from "./hostile-values.ts";
import { toJsonTree, writeJsonTree } from "./json-tree.ts";
import { createJsonMutation, type JsonMutation, mutateJson } from "./mutate-json.ts";
import { createTextMutation, mutateText, type TextMutation } from "./mutate-text.ts";
import { createSchemaValue, FITTING, knownId } from "./schema-value.ts";

type Route = (typeof REST_ROUTES)[number];

/** Which of the credentials of a lab: of the good ones or of the others, counted round and round. */
export interface CredentialChoice {
  readonly good: boolean;
  readonly index: number;
}

/** A request to the client API. */
export interface RestCase {
  readonly route: Route;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Whether method and path are those of the route, so that its guard and its answers are to be expected. */
  readonly faithful: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly credential: CredentialChoice;
}

const BASES = ["/v1/os", "/app/os", "/api/os"] as const;
const ODD_PATHS = [
  "//",
  "/.",
  "/..",
  "%2f",
  "%2F",
  "%5c",
  "/",
  "?",
  "#",
  ";a=b",
  "%00",
  "%ff",
  "%c0%ae",
  "\\",
  "%252e",
];
const METHODS = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "QUERY"];
const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  [
    "content-type",
    ["text/plain", "application/jsonx", "application/json;charset=utf-16", "*/*", "", "multipart/form-data"],
  ],
  ["idempotency-key", ["k", "k".repeat(128), "k".repeat(129), "a b", "__proto__", "constructor"]],
  ["last-event-id", ["x", "0:0", "x:1e9", "epoch:99999999999999999999", ":", "a:b:c", "\u00e9"]],
  ["x-forwarded-for", ["127.0.0.1", "::1", "evil", "127.0.0.1, 10.0.0.1"]],
  ["x-http-method-override", ["DELETE", "GET"]],
  ["accept", ["text/event-stream", "application/xml"]],
  ["accept-encoding", ["gzip", "br;q=1", "*"]],
  ["origin", ["null", "http://evil.example", "http://127.0.0.1"]],
  ["host", ["evil.example", "127.0.0.1:1", "localhost", "[::1]", "", "a b"]],
  ["expect", ["100-continue", "200-ok"]],
  ["range", ["bytes=0-1", "bytes=-1"]],
  ["upgrade", ["h2c", "websocket"]],
  ["te", ["trailers"]],
];

/** What would make the lab another one: its credentials would be void, or its log silent. The stream has its own cases. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "stageRestore",
  "getBackup",
  "streamEvents",
  "logOut",
  "changeLogLevels",
]);

const ROUTES: readonly Route[] = REST_ROUTES.filter(({ id }) => !LEFT_OUT.has(id));

/** Requests that are more or less those of the table of routes. */
export const restCase: fc.Arbitrary<RestCase> = fc.constantFrom(...ROUTES).chain(createCase);

/** Requests for a live stream. */
export const streamCase: fc.Arbitrary<RestCase> = fc
  .constantFrom(...REST_ROUTES.filter(({ id }) => id === "streamEvents"))
  .chain(createCase);

function createCase(route: Route): fc.Arbitrary<RestCase> {
  return fc
    .record({
      base: fc.constantFrom(...BASES),
      params: fc.array(pathParam, { minLength: 2, maxLength: 2 }),
      query: createQuery(route),
      pathTexts: rarely(fc.array(createTextMutation(ODD_PATHS), { minLength: 1, maxLength: 2 })),
      method: fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, fc.constantFrom(...METHODS)),
      headers: rarelyHeaders,
      body: createBody(route),
      credential,
    })
    .map(({ base, params, query, pathTexts, method, headers, body, credential }) => {
      const fit = (text: string) => text.replaceAll(FITTING, fittingThing(route));
      const known = route.path.includes("{key}") ? ["WAITER", "wait-1"] : params.map(fit);
      const plain = putParams(route.at === "root" ? route.path : `${base}${route.path}`, known);
      const path = toVisible(mutateText(plain, pathTexts)) + fit(query);
      const usual = route.method.toUpperCase();
      const faithful = pathTexts.length === 0 && (method ?? usual) === usual;
      const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
      const all = { ...type, ...Object.fromEntries(headers) };
      return { route, method: method ?? usual, path, faithful, headers: all, body: body && fit(body), credential };
    });
}

const credential: fc.Arbitrary<CredentialChoice> = fc.record({
  good: fc.integer({ min: 0, max: 4 }).map((chance) => chance > 0),
  // The first one may do everything.
  index: fc.oneof(fc.constant(0), fc.nat({ max: 999 })),
});

const pathParam = fc.oneof(
  { weight: 9, arbitrary: knownId },
  {
    weight: 1,
    arbitrary: fc.constantFrom("..", ".", "%2e%2e", "%252e%252e", "__proto__", "constructor", "%00", "%e0%a4%a"),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 30 }).map(encodeLoosely) },
);

const header = fc
  .constantFrom(...HEADERS)
  .chain(([name, values]) => fc.constantFrom(...values).map((value) => [name, value] as const));

const rarelyHeaders = fc.oneof(
  { weight: 3, arbitrary: fc.constant<(readonly [string, string])[]>([]) },
  { weight: 1, arbitrary: fc.array(header, { minLength: 1, maxLength: 2 }) },
);

function rarely(some: fc.Arbitrary<TextMutation[]>): fc.Arbitrary<TextMutation[]> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant<TextMutation[]>([]) }, { weight: 1, arbitrary: some });
}

function createQuery(route: Route): fc.Arbitrary<string> {
  const names = route.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  const pair = fc.record({
    name: fc.constantFrom(...names, "x", "token", "limit", "__proto__"),
    value: fc.oneof(
      knownId,
      fc.constantFrom("1", "0", "-1", "1e3", "1001", "", "STATE_UPDATE", "light", "x:1"),
      fc.string({ unit: "binary", maxLength: 10 }),
      hostileText.map((text) => text.slice(0, 100)),
    ),
  });
  const text = fc
    .array(pair, { maxLength: 4 })
    .map((pairs) => pairs.map(({ name, value }) => `${name}=${encodeLoosely(value)}`).join("&"));
  const odd = fc.constantFrom("?", "?&&&", "?=", "?limit[]=1", "?limit=1&limit=2", "?%", "?device=%ff%fe");
  return fc.oneof({ weight: 8, arbitrary: text.map((query) => (query === "" ? "" : `?${query}`)) }, odd);
}

function createBody(route: Route): fc.Arbitrary<string | undefined> {
  if (route.method === "get") return fc.constant(undefined);
  const mutations = fc.oneof(
    { weight: 2, arbitrary: fc.constant<JsonMutation[]>([]) },
    { weight: 3, arbitrary: fc.array(createJsonMutation([]), { minLength: 1, maxLength: 3 }) },
  );
  const texts = rarely(fc.array(createTextMutation(["{", "}", '"', "\u0000", "\ufeff", "1e999"]), { minLength: 1 }));
  return fc
    .record({ value: createSchemaValue(route.body ?? {}), mutations, texts })
    .map(({ value, mutations: done, texts: spoilt }) =>
      mutateText(writeJsonTree(mutateJson(toJsonTree(value), done)), spoilt),
    );
}

/** The thing that a route is about. */
function fittingThing({ path }: Route): string {
  const [, kind = ""] = /^\/([a-z]+)/.exec(path) ?? [];
  if (kind === "devices") return "fuzz-1";
  return kind === "design" ? "@profile" : `@${kind.slice(0, -1)}`;
}

function putParams(path: string, params: readonly string[]): string {
  let next = 0;
  return path.replaceAll(/\{\w+\}/g, () => {
    const param = params[next] ?? "x";
    next += 1;
    return param;
  });
}

/** Node sends no others in a path. */
function toVisible(path: string): string {
  const visible = path.replaceAll(/[^\u0021-\u007e]/g, (character) => encodeLoosely(character));
  return visible.startsWith("/") ? visible : `/${visible}`;
}

/** As a client would that knows nothing of surrogates. */
function encodeLoosely(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
