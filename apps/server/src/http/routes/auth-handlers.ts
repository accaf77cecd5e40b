import {
  type LoginAnswer,
  type Me,
  parseChangePassword,
  parseLoginRequest,
  parseSetupRequest,
  type SetupStatus,
} from "@hos/protocol/rest";
import { answerDone } from "../answer-done.ts";
import type { ApiContext } from "../api-context.ts";
import type { HttpServices } from "../http-services.ts";
import { readJsonBody } from "../read-json-body.ts";
import type { HandlersOf } from "../route-handlers.ts";

type Ids = "getSetup" | "setUp" | "logIn" | "logOut" | "getMe" | "changePassword";

/** What somebody who is not known yet may send: it is held in memory until it is whole. */
const MAX_STRANGER_BYTES = 16 * 1024;

/** The first run, sessions, and the own password. */
export function createAuthHandlers(
  services: Pick<HttpServices, "access" | "addressOf" | "maxBodyBytes">,
): HandlersOf<Ids> {
  const { access, addressOf, maxBodyBytes } = services;
  const read = (c: ApiContext) => readJsonBody(c, Math.min(maxBodyBytes, MAX_STRANGER_BYTES));
  return {
    getSetup: (c) => c.json({ required: access.setupRequired } satisfies SetupStatus),
    setUp: async (c) => tell(c, await access.setUp(parseSetupRequest(await read(c)), addressOf(c))),
    logIn: async (c) => tell(c, await access.logIn(parseLoginRequest(await read(c)), addressOf(c))),
    logOut: async (c, by) => {
      await access.logOut(by);
      return answerDone(c);
    },
    getMe: (c, by) => c.json(access.describe(by) satisfies Me),
    changePassword: async (c, by) => {
      await access.changePassword(by, parseChangePassword(await read(c)), addressOf(c));
      return answerDone(c);
    },
  };
}

function tell(c: ApiContext, answer: LoginAnswer): Response {
  return c.json(answer, 200, { "cache-control": "no-store" });
}
