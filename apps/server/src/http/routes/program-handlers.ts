import type { Principal } from "@hos/access";
import { ApiFailure, parseSaveProgram, type Program, type ProgramList, type ProgramRun } from "@hos/protocol/rest";
import { describeActor } from "../../commands/describe-actor.ts";
import { readIdempotencyKey } from "../../commands/read-idempotency-key.ts";
import { answerDone } from "../answer-done.ts";
import type { HttpServices } from "../http-services.ts";
import { createDeviceIdFilter } from "../reach/create-device-id-filter.ts";
import { listPrograms } from "../reach/list-programs.ts";
import { readJsonBody } from "../read-json-body.ts";
import { readPath } from "../read-path.ts";
import type { HandlersOf } from "../route-handlers.ts";

type Services = Pick<HttpServices, "addressOf" | "home" | "hub" | "maxBodyBytes">;

/** Programs, and running them. */
export function createProgramHandlers(
  services: Services,
): HandlersOf<"listPrograms" | "saveProgram" | "runProgram" | "removeProgram"> {
  const { addressOf, hub, maxBodyBytes } = services;
  const { programs } = services.home;
  return {
    listPrograms: (c, by) => c.json({ programs: [...listPrograms(services, by)] } satisfies ProgramList),
    saveProgram: async (c) => {
      const request = parseSaveProgram(await readJsonBody(c, maxBodyBytes));
      return c.json((await programs.save(request)) satisfies Program);
    },
    runProgram: async (c, by) => {
      const id = readPath(c, "id");
      ensureSeen(services, id, by);
      const idempotencyKey = readIdempotencyKey(c.req.header("idempotency-key"));
      const address = addressOf(c);
      const run: ProgramRun = await programs.run(id, {
        dispatch: (command) => hub.commands.dispatch(command),
        mayCommand: createDeviceIdFilter(hub, by),
        origin: { by: describeActor(by), ...(address !== undefined && { address }) },
        ...(idempotencyKey !== undefined && { idempotencyKey }),
      });
      return c.json(run);
    },
    removeProgram: async (c) => {
      await programs.remove(readPath(c, "id"));
      return answerDone(c);
    },
  };
}

/** To one who is confined, a program that acts outside is like one that does not exist. */
function ensureSeen(services: Services, id: string, by: Principal): void {
  if (listPrograms(services, by).some((program) => program.id === id)) return;
  throw new ApiFailure("NO_PROGRAM", `There is no program ${id}.`);
}
