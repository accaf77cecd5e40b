import type { HttpServices } from "../http-services.ts";
import type { HandlersOf } from "../route-handlers.ts";

/** What operators ask. */
export function createOperationHandlers({
  findUnreadiness,
  metrics,
}: Pick<HttpServices, "findUnreadiness" | "metrics">): HandlersOf<"getHealth" | "getReadiness" | "getMetrics"> {
  return {
    getHealth: (c) => c.json({ ok: true }),
    getReadiness: (c) => {
      const fault = findUnreadiness();
      if (fault !== undefined) throw fault;
      return c.json({ ok: true });
    },
    getMetrics: async (c) => c.body(await metrics.render(), 200, { "content-type": metrics.contentType }),
  };
}
