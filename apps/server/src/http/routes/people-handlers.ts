import {
  type ApiToken,
  parseCreateToken,
  parseCreateUser,
  parseUpdateUser,
  type TokenCreated,
  type TokenList,
  type User,
  type UserList,
} from "@hos/protocol/rest";
import { answerDone } from "../answer-done.ts";
import type { ApiContext } from "../api-context.ts";
import { ensureSpaces } from "../ensure-space.ts";
import type { HttpServices } from "../http-services.ts";
import { readJsonBody } from "../read-json-body.ts";
import { readPath } from "../read-path.ts";
import type { HandlersOf } from "../route-handlers.ts";

type Ids = "listUsers" | "createUser" | "updateUser" | "removeUser" | "listTokens" | "createToken" | "revokeToken";

/** People and tokens. */
export function createPeopleHandlers({
  access,
  home,
  maxBodyBytes,
}: Pick<HttpServices, "access" | "home" | "maxBodyBytes">): HandlersOf<Ids> {
  const read = (c: ApiContext) => readJsonBody(c, maxBodyBytes);
  return {
    listUsers: (c) => c.json({ users: [...access.listUsers()] } satisfies UserList),
    createUser: async (c) => {
      const request = parseCreateUser(await read(c));
      ensureSpaces(home, request);
      return c.json((await access.createUser(request)) satisfies User);
    },
    updateUser: async (c, by) => {
      const request = parseUpdateUser(await read(c));
      ensureSpaces(home, request);
      return c.json((await access.updateUser(by, readPath(c, "id"), request)) satisfies User);
    },
    removeUser: async (c) => {
      await access.removeUser(readPath(c, "id"));
      return answerDone(c);
    },
    listTokens: (c, by) => c.json({ tokens: [...access.listTokens(by)] } satisfies TokenList),
    createToken: async (c, by) => {
      const request = parseCreateToken(await read(c));
      ensureSpaces(home, request);
      const created: TokenCreated = await access.createToken(by, request);
      return c.json(created, 200, { "cache-control": "no-store" });
    },
    revokeToken: async (c, by) => c.json((await access.revokeToken(by, readPath(c, "id"))) satisfies ApiToken),
  };
}
