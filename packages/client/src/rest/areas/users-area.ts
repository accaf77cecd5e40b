import type { CreateUser, UpdateUser, User, UserList } from "@hos/protocol/rest";
import type { HttpRequester } from "../http-requester.ts";
import type { RequestOptions } from "../request-options.ts";

/** Everybody who may log in. For admins. */
export class UsersArea {
  readonly #http: HttpRequester;

  constructor(http: HttpRequester) {
    this.#http = http;
  }

  list(options?: RequestOptions): Promise<UserList> {
    return this.#http.send({ method: "GET", path: "/users", ...options });
  }

  /** CONFLICT where the name is taken. */
  create(request: CreateUser, options?: RequestOptions): Promise<User> {
    return this.#http.send({ method: "POST", path: "/users", body: request, ...options });
  }

  /** Members not named stay. CONFLICT where the name is taken, or no admin would be left. */
  update(userId: string, request: UpdateUser, options?: RequestOptions): Promise<User> {
    return this.#http.send({ method: "POST", path: pathOf(userId), body: request, ...options });
  }

  /** Removes a person with all sessions and tokens. CONFLICT where no admin would be left. */
  async remove(userId: string, options?: RequestOptions): Promise<void> {
    await this.#http.send({ method: "POST", path: `${pathOf(userId)}/remove`, ...options });
  }
}

function pathOf(userId: string): string {
  return `/users/${encodeURIComponent(userId)}`;
}
