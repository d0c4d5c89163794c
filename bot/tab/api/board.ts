import { stageOf } from "../../../src/domain/handoffs/handoff.ts";
import type { Board } from "./shapes.ts";
import { plain, toDevice } from "./summary.ts";
import { Refused, type ApiDeps, type Resource } from "./router.ts";

/** The staging board. */
export function createBoard({ custodian }: ApiDeps): Resource {
  return {
    method: "get",
    path: "/board",
    async answer({ query, language }): Promise<Board> {
      const page = query.get("page") ?? "0";
      if (!/^\d{1,5}$/.test(page))
        throw new Refused(400, "bad-request", language.tab.notUnderstood);
      const board = await custodian.handoffs.board(Number(page));
      const { standsAt } = language.cards.board;
      return {
        stages: board.counts.map(({ stage, devices }) => ({
          title: standsAt[stage],
          devices,
        })),
        contradicted: board.contradicted.first.flatMap(
          ({ device, objection }) =>
            objection
              ? {
                  device: toDevice(device),
                  saidBy: plain(
                    objection.by.displayName || objection.by.userPrincipalName,
                  ),
                  saidAt: objection.at.toISOString(),
                }
              : [],
        ),
        waiting: board.waiting,
        stuck: board.stuck,
        rows: board.rows.map(({ handoff, isStuck }) => ({
          device: toDevice(handoff.device),
          stagedBy: handoff.stagingAccount
            ? plain(handoff.stagingAccount)
            : null,
          enrolledAt: handoff.enrolledAt.toISOString(),
          stage: standsAt[stageOf(handoff)],
          isStuck,
        })),
        page: board.page,
        pages: board.pages,
      };
    },
  };
}
