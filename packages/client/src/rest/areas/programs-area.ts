import { LIMITS } from "@hos/protocol";
import type { Program, ProgramList, ProgramRun, SaveProgram } from "@hos/protocol/rest";
import type { CreateId } from "@hos/runtime";
import type { CommandOptions } from "../command-options.ts";
import type { HttpRequester } from "../http-requester.ts";
import type { RequestOptions } from "../request-options.ts";
import { sendKeyed } from "../send-keyed.ts";

/** What {@link ProgramsArea} works with beside requests. */
export interface ProgramsAreaOptions {
  readonly createId: CreateId;
  readonly requestTimeoutMs: number;
}

/** Scenes: commands that are sent together. */
export class ProgramsArea {
  readonly #http: HttpRequester;
  readonly #options: ProgramsAreaOptions;

  constructor(http: HttpRequester, options: ProgramsAreaOptions) {
    this.#http = http;
    this.#options = options;
  }

  /** In their order. Secrets in them, such as codes, are told as `"***"`. */
  list(options?: RequestOptions): Promise<ProgramList> {
    return this.#http.send({ method: "GET", path: "/programs", ...options });
  }

  /** Makes a program, or changes the one with this id: members not named stay, and so do secrets given as `"***"`. */
  save(program: SaveProgram, options?: RequestOptions): Promise<Program> {
    return this.#http.send({ method: "POST", path: "/programs/save", body: program, ...options });
  }

  async remove(programId: string, options?: RequestOptions): Promise<void> {
    await this.#http.send({ method: "POST", path: `${pathOf(programId)}/remove`, ...options });
  }

  /**
   * Has the commands of a program carried out, and resolves when each of them has ended: look at `status` and `results`,
   * for a command that failed is no rejection.
   *
   * Carries an idempotency key and is sent once more, with the same key, when the connection failed.
   */
  run(programId: string, options: CommandOptions = {}): Promise<ProgramRun> {
    const { createId, requestTimeoutMs } = this.#options;
    const { idempotencyKey = createId(), ...requestOptions } = options;
    return sendKeyed(this.#http, idempotencyKey, {
      method: "POST",
      path: `${pathOf(programId)}/run`,
      // The deadlines of the commands come first.
      requestTimeoutMs: LIMITS.commandTimeoutMs + requestTimeoutMs,
      ...requestOptions,
    });
  }
}

function pathOf(programId: string): string {
  return `/programs/${encodeURIComponent(programId)}`;
}
