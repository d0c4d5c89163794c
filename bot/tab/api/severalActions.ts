import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";
import {
  MOST_AT_ONCE,
  type SeveralAction,
} from "../../../src/domain/proposals/queue.ts";
import {
  REFUSAL_CHOICES,
  saysWhy,
} from "../../../src/domain/proposals/said.ts";
import { explainState } from "../../cards/parts/describeState.ts";
import { actorInTab, cameOf, said, sayBefore, version } from "./action.ts";
import { PROPOSAL_ID } from "./proposals.ts";
import {
  Refused,
  type ApiDeps,
  type Resource,
  type TabRequest,
} from "./router.ts";
import type { AnswersReply, AnswersRequest } from "./shapes.ts";

const proposals = z
  .array(z.strictObject({ id: z.string().regex(PROPOSAL_ID), version }))
  .min(1)
  .max(MOST_AT_ONCE)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length);

const Body = z.discriminatedUnion("act", [
  z.strictObject({ proposals, act: z.literal("approve"), comment: said }),
  z
    .strictObject({
      proposals,
      act: z.literal("reject"),
      reason: said,
      choice: z.enum(REFUSAL_CHOICES).optional(),
    })
    .refine(({ reason, choice }) => saysWhy(reason ?? null, choice)),
  z.strictObject({
    proposals,
    act: z.literal("snooze"),
    days: z.union([z.literal(1), z.literal(3), z.literal(7)]),
  }),
]) satisfies z.ZodType<AnswersRequest>;

/** The same for several proposals. Each is decided as if it were the only one, and says itself what came of it. */
export function createSeveralAnswers(deps: ApiDeps): Resource {
  return {
    method: "post",
    path: "/proposals/answers",
    cost: "several",
    async answer(request): Promise<AnswersReply> {
      const { signedIn, language } = request;
      const asked = z
        .object({ proposals: z.array(z.unknown()).max(MOST_AT_ONCE) })
        .safeParse(request.body);
      const body = Body.safeParse(request.body);
      if (!body.success)
        throw new Refused(
          400,
          "bad-request",
          asked.success
            ? language.tab.notUnderstood
            : language.tab.tooManyAtOnce({ most: MOST_AT_ONCE }),
        );
      const seen = body.data.proposals.map(({ id, version }) => ({
        proposalId: id as ProposalId,
        version,
      }));
      const results = await deps.custodian.decideSeveral(
        seen,
        toAction(body.data),
        actorInTab(signedIn.userId),
      );
      return {
        answers: results.map((one) => ({
          id: one.proposalId,
          ...sayOutcome(one, body.data.act, request),
        })),
      };
    },
  };
}

type Outcome = Awaited<
  ReturnType<ApiDeps["custodian"]["decideSeveral"]>
>[number];

function sayOutcome(
  { proposalId, result }: Outcome,
  act: SeveralAction["kind"],
  { language, signedIn, log }: TabRequest,
): Omit<AnswersReply["answers"][number], "id"> {
  switch (result.kind) {
    case "refused":
      return { kind: "refused", message: language.t(result.message) };
    case "checking":
      return { kind: "checking", message: language.tab.checking };
    case "done":
      return cameOf({ kind: act }, result.proposal, signedIn.userId)
        ? {
            kind: "done",
            message: explainState(result.proposal, language.cards).title,
          }
        : { kind: "refused", message: sayBefore(result.proposal, language) };
    case "failed": {
      if (result.message)
        return { kind: "failed", message: language.t(result.message) };
      const reference = randomUUID().slice(0, 8);
      log.error(
        { err: result.error, proposalId, reference },
        "One of several answers failed",
      );
      return { kind: "failed", message: language.tab.wentWrong({ reference }) };
    }
  }
}

function toAction(body: z.infer<typeof Body>): SeveralAction {
  switch (body.act) {
    case "approve":
      return {
        kind: "approve",
        ...(body.comment !== undefined && { comment: body.comment }),
      };
    case "reject":
      return {
        kind: "reject",
        reason: body.reason ?? null,
        ...(body.choice && { choice: body.choice }),
      };
    case "snooze":
      return { kind: "snooze", days: body.days };
  }
}
