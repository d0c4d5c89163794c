import { z } from "zod";
import type { HandoffId } from "../../src/domain/handoffs/handoff.ts";
import type { ObjectionAct } from "../../src/domain/handoffs/objectionAct.ts";
import {
  OBJECTION_CHOICES,
  saysWhyWrong,
} from "../../src/domain/proposals/objection.ts";
import { MOST_SAID } from "../../src/domain/proposals/said.ts";
import { ActionNotUnderstood, Said } from "./parseAction.ts";
import { Verb } from "./verbs.ts";

/**
 * *This is wrong…* of a card that tells of one handoff or of many, and *Done* of the helpdesk's card. Whose handoff it
 * is, and whether they may, is not here to know.
 *
 * @throws {ActionNotUnderstood} no reason or no device was given, or no card of ours sends that.
 */
export function parseObjection(value: unknown): ObjectionAct {
  const parsed = Click.safeParse(value);
  if (parsed.success) return parsed.data;
  const lacks = new Set(
    parsed.error.issues.map(({ path }) => String(path.at(-1))),
  );
  throw new ActionNotUnderstood([...lacks].join(", "), (messages) => {
    if (lacks.has("reason"))
      return messages.notUnderstood.objection({ most: MOST_SAID });
    return lacks.has("which")
      ? messages.labels.isWrongWhichMissing
      : messages.notUnderstood.board;
  });
}

const Id = z.string().min(1).max(100);

/** A card of many has its device chosen beside the reason; clients leave out what nobody touched. */
const Wrong = z
  .object({
    id: z.string().max(100).default(""),
    which: z.string().max(100).default(""),
    reason: Said,
    // Clients send an empty text where none is taken.
    choice: z.enum(["", ...OBJECTION_CHOICES]).default(""),
  })
  .refine(({ id, which }) => id !== "" || which !== "", { path: ["which"] })
  .refine(
    ({ reason, choice }) => saysWhyWrong(reason ?? null, choice || undefined),
    { path: ["reason"] },
  );

const Click = z
  .object({
    action: z.discriminatedUnion("verb", [
      z
        .object({ verb: z.literal(Verb.objectToHandoff), data: Wrong })
        .transform(({ data }): ObjectionAct => ({
          kind: "object",
          handoffId: (data.id || data.which) as HandoffId,
          reason: data.reason ?? null,
          ...(data.choice && { choice: data.choice }),
        })),
      z
        .object({
          verb: z.literal(Verb.settleObjection),
          data: z.object({ id: Id }),
        })
        .transform(({ data }): ObjectionAct => ({
          kind: "settle",
          handoffId: data.id as HandoffId,
        })),
    ]),
  })
  .transform(({ action }) => action);
