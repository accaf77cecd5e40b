import { type JsonObject, LIMITS } from "@hos/protocol";
import { ApiFailure, type Program, type ProgramItem, type ProgramRun, type SaveProgram } from "@hos/protocol/rest";
import type { Logger } from "@hos/runtime";
import type { ConfigCollection } from "@hos/storage";
import { expectRoom } from "../expect-room.ts";
import type { HomeContext } from "../home-context.ts";
import { listInOrder, orderAtEnd } from "../list-in-order.ts";
import type { ProgramRunRequest } from "./program-run-request.ts";
import { runProgram } from "./run-program.ts";
import { storeItems } from "./store-items.ts";
import { StoredProgram, tellProgram } from "./stored-program.ts";

/** What {@link Programs} are made with, beside what the parts of a home share. */
export interface ProgramsOptions {
  readonly conceal: (item: ProgramItem) => JsonObject;
  readonly logger: Logger;
}

/** The programs of a home. What it tells of them holds no secret: those are kept, and sent to the devices. */
export class Programs {
  readonly #context: HomeContext;
  readonly #options: ProgramsOptions;
  readonly #programs: ConfigCollection<StoredProgram>;

  constructor(context: HomeContext, options: ProgramsOptions) {
    this.#context = context;
    this.#options = options;
    this.#programs = context.store.collection("programs", StoredProgram);
  }

  /** In their order. */
  list(): readonly Program[] {
    return listInOrder(this.#programs.list()).map(tellProgram);
  }

  get(id: string): Program | undefined {
    const program = this.#programs.get(id);
    return program && tellProgram(program);
  }

  /**
   * Makes a program, or changes the one with this id. A secret that is given as it is shown stays what it was. Durable
   * when it settles.
   *
   * @throws {ApiFailure} NO_PROGRAM; INVALID_REQUEST for a secret that was never given; CONFLICT where there are too many.
   * @throws {StorageError} when it could not be written; nothing changed then.
   */
  async save(request: SaveProgram): Promise<Program> {
    return await this.#context.turns.take(async () => {
      const program = this.#apply(request);
      await this.#programs.put(program.id, program);
      this.#context.changed("programs");
      return tellProgram(program);
    });
  }

  /** Removes a program; one that runs goes on. @throws {ApiFailure} NO_PROGRAM @throws {StorageError} */
  async remove(id: string): Promise<void> {
    await this.#context.turns.take(async () => {
      this.#expect(id);
      await this.#programs.remove(id);
      this.#context.changed("programs");
    });
  }

  /**
   * Runs a program as it stands now and waits until each of its commands has ended. Every failure of a command is a
   * result: look at `status`.
   *
   * @throws {ApiFailure} NO_PROGRAM
   */
  async run(id: string, request: ProgramRunRequest): Promise<ProgramRun> {
    return await runProgram(this.#expect(id), request, this.#options.logger);
  }

  #apply({ id, items, ...given }: SaveProgram): StoredProgram {
    const { conceal } = this.#options;
    if (id !== undefined) {
      const before = this.#expect(id);
      return { ...before, ...given, items: [...storeItems({ items, before: before.items, conceal })] };
    }
    expectRoom(this.#programs.size, LIMITS.programs, "programs");
    return {
      id: this.#context.createId(),
      icon: null,
      order: orderAtEnd(this.#programs.list()),
      ...given,
      items: [...storeItems({ items, before: [], conceal })],
    };
  }

  #expect(id: string): StoredProgram {
    const program = this.#programs.get(id);
    if (program === undefined) {
      throw new ApiFailure("NO_PROGRAM", `There is no program ${id}.`, {
        details: ["GET /programs lists those that there are. The hub gives a new one its id: save it without."],
      });
    }
    return program;
  }
}
