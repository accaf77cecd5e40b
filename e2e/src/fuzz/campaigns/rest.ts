import { Agent } from "node:http";
import { type ApiErrorCode, API_ERROR_STATUS, type Scope } from "@hos/protocol/rest";
import { ApiError } from "@hos/protocol/rest";
import { REST_ROUTES } from "@hos/specs";
import * as fc from "fast-check";
import { Compile, type Validator } from "typebox/compile";
import { askHub, type HubAnswer } from "../../load/hub/ask-hub.ts";
import { type RestCase, restCase, streamCase } from "../grammar/rest-request.ts";
import type { Credential } from "../lab/credentials.ts";
import type { FuzzLab } from "../lab/fuzz-lab.ts";
import type { Campaign } from "./campaign.ts";
import { expectSentence } from "./expect-sentence.ts";
import { shorten } from "./shorten.ts";

const apiError = Compile(ApiError);
const answers = new Map<string, Validator>(
  REST_ROUTES.flatMap(({ id, answers: { 200: answer } }) =>
    answer?.schema === undefined || answer.mediaType !== undefined ? [] : [[id, Compile(answer.schema)]],
  ),
);
/** What everybody gets, and what programs of this machine get besides. */
const FOR_EVERYBODY = /^\/(?:healthz|readyz|openapi\.json|docs|metrics)$|^\/(?:app|api|v1)\/os\/setup$/;
const DEADLINE_MS = 10_000;
const AGENT = new Agent({ keepAlive: true, maxSockets: 1 });

/** Requests of the client API: those of the table of routes, more or less spoilt, with credentials of every kind. */
export class RestCampaign implements Campaign<readonly RestCase[]> {
  readonly name = "rest";
  readonly arbitrary = fc.array(fc.oneof({ weight: 12, arbitrary: restCase }, { weight: 1, arbitrary: streamCase }), {
    minLength: 1,
    maxLength: 4,
  });

  async run(lab: FuzzLab, cases: readonly RestCase[]): Promise<void> {
    for (const input of cases) await this.#try(lab, input);
  }

  show(cases: readonly RestCase[]): string {
    return cases
      .map(({ method, path, headers, body = "" }) =>
        [`${method} ${shorten(path)} ${JSON.stringify(headers)}`, shorten(body)].join("\n  "),
      )
      .join("\n");
  }

  async settle(lab: FuzzLab): Promise<void> {
    await lab.renew();
  }

  async #try(lab: FuzzLab, input: RestCase): Promise<void> {
    const credential = chooseCredential(lab, input);
    const answer = await this.#ask(lab, input, credential);
    const about = `${input.method} ${shorten(input.path)} as ${credential.name}: ${answer.status} ${shorten(answer.text)}`;
    try {
      expectGoodAnswer(input, answer);
      expectAllowed(input, { credential, answer });
      if (answer.status >= 300 && lab.watch.tellsSecret(answer.text)) throw new Error("A secret stands in the answer.");
    } catch (cause) {
      throw new Error(`${about}\n${String(cause)}`, { cause });
    }
  }

  async #ask(lab: FuzzLab, { method, path, headers, body }: RestCase, { header }: Credential): Promise<HubAnswer> {
    const credential: Record<string, string> = header === undefined ? {} : { authorization: header };
    const things = await lab.things();
    const named = body === undefined ? undefined : things.name(body);
    return await askHub(lab.hub.port, {
      method,
      path: things.name(path),
      // Node leaves the length out where a body is unusual, and would make another request of the body.
      headers: { ...credential, ...headers, "content-length": String(Buffer.byteLength(named ?? "")) },
      ...(named !== undefined && { body: named }),
      agent: AGENT,
      timeoutMs: DEADLINE_MS,
    });
  }
}

function chooseCredential({ credentials }: FuzzLab, { credential: { good, index } }: RestCase): Credential {
  const fitting = credentials.filter(({ scopes }) => (scopes !== undefined) === good);
  const chosen = fitting[index % fitting.length];
  if (chosen === undefined) throw new Error("There is no credential.");
  return chosen;
}

function expectGoodAnswer({ route, method, faithful }: RestCase, { status, text, headers }: HubAnswer): void {
  if (status === 500) throw new Error("The hub failed.");
  if (method === "HEAD" || status === 204) return;
  const isJson = String(headers["content-type"]).startsWith("application/json");
  if (status >= 400) {
    const body: unknown = isJson ? JSON.parse(text) : undefined;
    if (!apiError.Check(body)) throw new Error("The failure has not the body of failures.");
    expectSentence(body.error);
    for (const detail of body.details) expectSentence(detail);
    if (API_ERROR_STATUS[body.code as ApiErrorCode] !== status) throw new Error("Code and status do not fit.");
    return;
  }
  const validator = faithful && status === 200 ? answers.get(route.id) : undefined;
  if (validator === undefined) return;
  const body: unknown = JSON.parse(text);
  if (validator.Check(body)) return;
  throw new Error(`The answer is not what the document says: ${JSON.stringify(validator.Errors(body).slice(0, 3))}`);
}

/** Nobody gets more than the table of routes says. */
function expectAllowed(
  { route, path, faithful }: RestCase,
  { credential, answer: { status } }: { readonly credential: Credential; readonly answer: HubAnswer },
): void {
  if (status >= 300) return;
  const isPublic = FOR_EVERYBODY.test(URL.parse(`http://hub${path}`)?.pathname ?? "");
  if (credential.scopes === undefined && !isPublic) throw new Error("It was answered to nobody.");
  if (!faithful || isPublic || route.scope === "signed-in" || route.scope === "public") return;
  const { scopes = new Set<Scope>(), confined } = credential;
  const has = scopes.has(route.scope) || scopes.has("os_api_admin");
  if (!has || (confined && route.wholeHome === true)) throw new Error(`It needs ${route.scope}.`);
}
