import { z } from "zod";
import type { UserId } from "../../../src/domain/people/user.ts";
import type {
  Actor,
  ProposalAction,
} from "../../../src/domain/proposals/action.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import {
  MOST_SAID,
  REFUSAL_CHOICES,
  saysWhy,
} from "../../../src/domain/proposals/said.ts";
import { stateAllows } from "../../../src/domain/proposals/stateTable.ts";
import type { AnswerReply, AnswerRequest } from "./shapes.ts";
import { explainState } from "../../cards/parts/describeState.ts";
import { toProposalDetail } from "./detail.ts";
import type { Language } from "./language.ts";
import { readProposalId } from "./proposals.ts";
import { Refused, type ApiDeps, type Resource } from "./router.ts";

export const version = z.int().min(1);

/** As the fields of a card allow. */
export const said = z
  .string()
  .trim()
  .max(MOST_SAID)
  .transform((text) => text || undefined)
  .optional();

const Body = z.discriminatedUnion("act", [
  z.strictObject({ version, act: z.enum(["wake-now", "try-again"]) }),
  z.strictObject({ version, act: z.literal("approve"), comment: said }),
  z.strictObject({ version, act: z.literal("undo"), why: said }),
  z
    .strictObject({
      version,
      act: z.literal("reject"),
      reason: said,
      choice: z.enum(REFUSAL_CHOICES).optional(),
    })
    .refine(({ reason, choice }) => saysWhy(reason ?? null, choice)),
  z.strictObject({
    version,
    act: z.literal("snooze"),
    days: z.union([z.literal(1), z.literal(3), z.literal(7)]),
  }),
  z.strictObject({
    version,
    act: z.literal("someone-else"),
    userId: z.guid().toLowerCase(),
    why: said,
  }),
  z.strictObject({
    version,
    act: z.literal("hand-to"),
    userId: z.guid().toLowerCase(),
  }),
]) satisfies z.ZodType<AnswerRequest>;

/** What an approver does with a proposal. Whether they may, Custodian asks at this moment, as for a card's button. */
export function createAnswer(deps: ApiDeps): Resource {
  return {
    method: "post",
    path: "/proposals/:id/answer",
    async answer(request): Promise<AnswerReply> {
      const { signedIn, language } = request;
      const { userId } = signedIn;
      const proposalId = readProposalId(request);
      const body = Body.safeParse(request.body);
      if (!body.success)
        throw new Refused(400, "bad-request", language.tab.notUnderstood);
      const answer: ProposalAction = { proposalId, ...toAnswer(body.data) };
      const result = await deps.custodian.applyAction(
        answer,
        actorInTab(userId),
      );
      switch (result.kind) {
        case "refused":
          return { kind: "refused", message: language.t(result.message) };
        case "checking":
          return { kind: "checking", message: language.tab.checking };
        case "done":
          // A card just shows who was first. Here somebody would be told that it was done, and by them.
          return cameOf(answer, result.proposal, userId)
            ? {
                kind: "done",
                proposal: await toProposalDetail(
                  deps,
                  result.proposal,
                  request,
                ),
              }
            : {
                kind: "refused",
                message: sayBefore(result.proposal, language),
              };
      }
    },
  };
}

/** They are told in a private chat, if they have one: where the tab is, nobody is spoken to. */
export function actorInTab(userId: UserId): Actor {
  return {
    userId,
    replyTo: {
      userId,
      teamsUserId: null,
      serviceUrl: null,
      conversationId: null,
    },
    isInTab: true,
  };
}

/** That somebody else was quicker, and how it stands. */
export function sayBefore(
  proposal: Proposal,
  { tab, cards }: Language,
): string {
  return tab.answeredBefore({ state: explainState(proposal, cards).title });
}

type Distribute<T> = T extends ProposalAction ? Omit<T, "proposalId"> : never;

function toAnswer(request: z.infer<typeof Body>): Distribute<ProposalAction> {
  const { version } = request;
  switch (request.act) {
    case "wake-now":
    case "try-again":
      return { version, kind: request.act };
    case "approve":
      return {
        version,
        kind: "approve",
        ...(request.comment !== undefined && { comment: request.comment }),
      };
    case "undo":
      return {
        version,
        kind: "undo",
        ...(request.why !== undefined && { why: request.why }),
      };
    case "reject":
      return {
        version,
        kind: "reject",
        reason: request.reason ?? null,
        ...(request.choice && { choice: request.choice }),
      };
    case "snooze":
      return { version, kind: "snooze", days: request.days };
    case "someone-else":
      return {
        version,
        kind: "someone-else",
        who: request.userId,
        ...(request.why !== undefined && { why: request.why }),
      };
    case "hand-to":
      return { version, kind: "hand-to", who: request.userId };
  }
}

/** Whether the proposal stands as it does because of this answer, given now or before. */
export function cameOf(
  { kind }: Pick<ProposalAction, "kind">,
  { state, origin }: Proposal,
  userId: UserId,
): boolean {
  switch (kind) {
    case "approve":
    case "reject":
      return (
        "decision" in state &&
        state.decision?.verdict === kind &&
        state.decision.decidedBy.id === userId
      );
    case "snooze":
      return state.kind === "snoozed" && state.snoozedBy.id === userId;
    case "wake-now":
      return state.kind === "pending";
    case "someone-else":
      return origin.kind === "manual" && origin.requestedBy.id === userId;
    case "hand-to":
      return stateAllows(state, "hand-to");
    case "undo":
      return "undo" in state && state.undo.requestedBy.id === userId;
    case "try-again":
      return true;
  }
}
