import { z } from "zod";
import { AppError } from "../../src/domain/appError.ts";
import type { ProposalAction } from "../../src/domain/proposals/action.ts";
import type {
  ProposalId,
  SnoozeDays,
} from "../../src/domain/proposals/proposal.ts";
import {
  MOST_SAID,
  REFUSAL_CHOICES,
  saysWhy,
} from "../../src/domain/proposals/said.ts";
import { AUDIT_KINDS } from "../../src/domain/audit/audit.ts";
import { kindsNamed } from "../../src/domain/audit/auditFilter.ts";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import { Verb, type VerbName } from "./verbs.ts";
import { MOST_AUDIT_ROWS, type AuditPlace } from "./renderAudit.ts";
import { fromShown } from "../text/asText.ts";
import { message } from "../../src/domain/message.ts";
import type { Messages } from "../messages/messages.ts";

/** A button that stands for a typed command. */
interface CommandButton {
  readonly kind: "command";
  readonly verb: Extract<VerbName, `command.${string}`>;
}

/** The value of an `adaptiveCard/action` is not one that our cards send, or lacks what its button needs. */
export class ActionNotUnderstood extends AppError {
  readonly code = "card.action-not-understood";
  readonly userMessage = message("card.not-understood");
  /** What to do instead, for the one who clicked. */
  readonly t: (messages: Messages) => string;

  constructor(detail: string, t: (messages: Messages) => string) {
    super(`Card action not understood: ${detail}`);
    this.t = t;
  }
}

/**
 * Reads what a button of one of our cards sends. Each verb has its own shape and its own answer; an unknown one fails,
 * so that no verb can fall through to a verdict. Everything sent is the sender's choice: the id says which proposal,
 * the version which card was looked at, and nothing says what is true.
 *
 * @param value `activity.value`.
 * @throws {ActionNotUnderstood} with a message for the person who clicked.
 */
export function parseAction(value: unknown): ProposalAction | CommandButton {
  const parsed = Action.safeParse(value);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map(({ path }) => path.join("."));
  throw new ActionNotUnderstood(
    paths.join(", ") || "unknown shape",
    messageFor(paths),
  );
}

/**
 * The proposal whose card a client asks for anew. What else it sends is not needed: the card is drawn as it is stored.
 *
 * @throws {ActionNotUnderstood}
 */
export function parseRefresh(value: unknown): ProposalId {
  const parsed = Refresh.safeParse(value);
  if (parsed.success) return parsed.data.action.data.id;
  throw new ActionNotUnderstood("no proposal to refresh", messageFor([]));
}

/**
 * The page that *Previous* or *Next* of the staging board asks for, from 0; there may be no such page any more.
 *
 * @throws {ActionNotUnderstood}
 */
export function parseBoardPage(value: unknown): number {
  const parsed = BoardPage.safeParse(value);
  if (parsed.success) return parsed.data.action.data.page;
  throw new ActionNotUnderstood(
    "no page",
    (messages) => messages.notUnderstood.board,
  );
}

/**
 * The page that *Newer* or *Older* of the audit log's card asks for. Whether its clicker may read the log is not here
 * to know, nor whether there is such a device or entry.
 *
 * @throws {ActionNotUnderstood}
 */
export function parseAuditPage(value: unknown): AuditPlace {
  const parsed = AuditPage.safeParse(value);
  if (!parsed.success)
    throw new ActionNotUnderstood(
      "no page of the audit log",
      (messages) => messages.notUnderstood.audit,
    );
  const { device, person, kinds, since, until, upTo, count, page } =
    parsed.data.action.data;
  return {
    filter: {
      deviceId: device === "" ? null : (device as DeviceId),
      actor: person === "" ? null : (person as UserId),
      kinds,
      since,
      until,
    },
    upTo,
    count: count === 0 ? null : count,
    page,
  };
}

const Id = z.union([z.literal(""), z.guid().toLowerCase()]);

const Kinds = z
  .string()
  .transform((text) =>
    text === "" ? null : text.split(",").map((word) => kindsNamed(word)),
  )
  .pipe(
    z
      .array(z.array(z.enum(AUDIT_KINDS)).readonly())
      .transform((kinds) => kinds.flat())
      .nullable(),
  );

const Instant = z
  .union([z.literal(""), z.iso.datetime()])
  .transform((text) => (text === "" ? null : new Date(text)));

/** What a card of an earlier version does not carry, it did not ask for. */
const AuditPage = z.object({
  action: z.object({
    verb: z.literal(Verb.auditPage),
    data: z.object({
      device: Id,
      person: Id.default(""),
      kinds: Kinds.default(null),
      since: Instant.default(null),
      until: Instant.default(null),
      upTo: z.int().positive(),
      count: z.int().min(0).max(MOST_AUDIT_ROWS),
      page: z.int().min(0).max(1_000_000),
    }),
  }),
});
const Page = z.object({ page: z.int().min(0).max(1_000_000) });

const BoardPage = z.object({
  action: z.object({ verb: z.literal(Verb.boardPage), data: Page }),
});

/**
 * The same of the open proposals.
 *
 * @throws {ActionNotUnderstood}
 */
export function parsePendingPage(value: unknown): number {
  const parsed = PendingPage.safeParse(value);
  if (parsed.success) return parsed.data.action.data.page;
  throw new ActionNotUnderstood(
    "no page of the open proposals",
    (messages) => messages.notUnderstood.answer,
  );
}

const PendingPage = z.object({
  action: z.object({ verb: z.literal(Verb.pendingPage), data: Page }),
});

/**
 * The same of a preview.
 *
 * @throws {ActionNotUnderstood}
 */
export function parsePreviewPage(value: unknown): number {
  const parsed = PreviewPage.safeParse(value);
  if (parsed.success) return parsed.data.action.data.page;
  throw new ActionNotUnderstood(
    "no page",
    (messages) => messages.notUnderstood.preview,
  );
}

const PreviewPage = z.object({
  action: z.object({ verb: z.literal(Verb.previewPage), data: Page }),
});

export const Subject = {
  id: z
    .string()
    .min(1)
    .max(100)
    .transform((id) => id as ProposalId),
  version: z.int().positive(),
};

const Refresh = z.object({
  action: z.object({
    // A client that sends a decision without a click gets the card, too.
    verb: z.enum([
      Verb.refreshProposal,
      Verb.approve,
      Verb.reject,
      Verb.snooze,
      Verb.wakeNow,
      Verb.someoneElse,
      Verb.undo,
      Verb.tryAgain,
    ]),
    data: z.object({ id: Subject.id }),
  }),
});

/**
 * What people may type: one line of visible characters, undefined for none. Clients leave an input that nobody touched
 * out or send an empty text, and cards of earlier versions have no such input.
 */
export const Said = z
  .string()
  .max(10_000)
  .default("")
  .transform((text) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim())
  .pipe(z.string().max(MOST_SAID))
  .transform((text) => (text === "" ? undefined : text));

/** A compact choice set sends an empty string when a client lets its choice be taken back. */
const days: Record<"" | "1" | "3" | "7", SnoozeDays> = {
  "": 1,
  "1": 1,
  "3": 3,
  "7": 7,
};

/** People pickers give an Entra object id; clients without one let the UPN be typed. */
export const Who = z
  .string()
  .transform((text) => fromShown(text).trim().toLowerCase())
  .pipe(
    z.union([
      z.guid(),
      z
        .string()
        .max(320)
        .regex(/^[^\s@]+@[^\s@]+$/),
    ]),
  );

const subject = ({ id, version }: { id: ProposalId; version: number }) => ({
  proposalId: id,
  version,
});

const Action = z
  .object({
    action: z.discriminatedUnion("verb", [
      z
        .object({
          verb: z.literal(Verb.approve),
          data: z.object({ ...Subject, comment: Said }),
        })
        .transform(({ data: { comment, ...data } }): ProposalAction => ({
          ...subject(data),
          kind: "approve",
          ...(comment !== undefined && { comment }),
        })),
      z
        .object({
          verb: z.literal(Verb.reject),
          data: z
            .object({
              ...Subject,
              reason: Said,
              // Clients send an empty text where none is taken.
              choice: z.enum(["", ...REFUSAL_CHOICES]).default(""),
            })
            .refine(
              ({ reason, choice }) =>
                saysWhy(reason ?? null, choice || undefined),
              { path: ["reason"] },
            ),
        })
        .transform(({ data }): ProposalAction => ({
          ...subject(data),
          kind: "reject",
          reason: data.reason ?? null,
          ...(data.choice && { choice: data.choice }),
        })),
      z
        .object({
          verb: z.literal(Verb.snooze),
          data: z.object({
            ...Subject,
            snoozeDays: z.enum(["", "1", "3", "7"]).default(""),
          }),
        })
        .transform(({ data }): ProposalAction => ({
          ...subject(data),
          kind: "snooze",
          days: days[data.snoozeDays],
        })),
      z
        .object({ verb: z.literal(Verb.wakeNow), data: z.object(Subject) })
        .transform(({ data }): ProposalAction => ({
          ...subject(data),
          kind: "wake-now",
        })),
      z
        .object({
          verb: z.literal(Verb.someoneElse),
          data: z.object({ ...Subject, who: Who, why: Said }),
        })
        .transform(({ data: { who, why, ...data } }): ProposalAction => ({
          ...subject(data),
          kind: "someone-else",
          who,
          ...(why !== undefined && { why }),
        })),
      z
        .object({
          verb: z.literal(Verb.undo),
          data: z.object({ ...Subject, why: Said }),
        })
        .transform(({ data: { why, ...data } }): ProposalAction => ({
          ...subject(data),
          kind: "undo",
          ...(why !== undefined && { why }),
        })),
      z
        .object({ verb: z.literal(Verb.tryAgain), data: z.object(Subject) })
        .transform(({ data }): ProposalAction => ({
          ...subject(data),
          kind: "try-again",
        })),
      z
        .object({
          verb: z.enum([
            Verb.help,
            Verb.pending,
            Verb.handoffs,
            Verb.scan,
            Verb.previewCsv,
            Verb.audit,
            Verb.useThisChannel,
            Verb.stopUsingThisChannel,
          ]),
        })
        .transform(({ verb }): CommandButton => ({ kind: "command", verb })),
    ]),
  })
  .transform(({ action }) => action);

const SAID_BESIDE: ReadonlySet<string> = new Set([
  "action.data.comment",
  "action.data.why",
]);

function messageFor(paths: readonly string[]): (messages: Messages) => string {
  return ({ notUnderstood }) => {
    if (paths.includes("action.data.reason"))
      return notUnderstood.reason({ most: MOST_SAID });
    if (paths.some((path) => SAID_BESIDE.has(path)))
      return notUnderstood.tooLong({ most: MOST_SAID });
    if (paths.includes("action.data.who")) return notUnderstood.who;
    if (paths.includes("action.data.snoozeDays"))
      return notUnderstood.snoozeDays;
    return notUnderstood.answer;
  };
}
