import { MOST_DAYS } from "../../../src/domain/proposals/decisions.ts";
import type { Decisions } from "./shapes.ts";
import { Refused, type ApiDeps, type Resource } from "./router.ts";

/** How people decided, day by day, in the reader's own zone. */
export function createDecisions({ custodian }: ApiDeps): Resource {
  return {
    method: "get",
    path: "/decisions",
    async answer({ query, language }): Promise<Decisions> {
      const days = query.get("days") ?? "90";
      if (!/^[1-9]\d{0,2}$/.test(days) || Number(days) > MOST_DAYS)
        throw new Refused(400, "bad-request", language.tab.notUnderstood);
      return await custodian.decisionsOverTime(
        Number(days),
        query.get("zone") ?? "UTC",
      );
    },
  };
}
