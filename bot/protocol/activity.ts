import { ActivityTypes, type Activity } from "botbuilder";
import { z } from "zod";
import { parseJson } from "../../src/domain/plainText.ts";
import type { UserId } from "../../src/domain/people/user.ts";

/** A body that is no activity: the sender's mistake, answered with 400. */
export class MalformedActivity extends Error {}

const text = z.string().nullish();
const account = z.looseObject({ id: text, aadObjectId: text }).nullish();
const withId = z.looseObject({ id: text }).nullish();

// Only what is read here or by botbuilder; everything else passes as it came.
const Incoming = z.looseObject({
  type: z.string().min(1).max(100),
  id: text,
  name: text,
  text,
  action: text,
  serviceUrl: text,
  channelId: text,
  replyToId: text,
  locale: text,
  from: account,
  recipient: account,
  conversation: z
    .looseObject({ id: text, tenantId: text, conversationType: text })
    .nullish(),
  channelData: z
    .looseObject({
      eventType: text,
      tenant: withId,
      team: withId,
      channel: withId,
    })
    .nullish(),
  entities: z.array(z.looseObject({ type: text })).nullish(),
  attachments: z.array(z.looseObject({})).nullish(),
  membersAdded: z.array(z.looseObject({ id: text })).nullish(),
  membersRemoved: z.array(z.looseObject({ id: text })).nullish(),
});

/** A body of which the fields that matter have the right types, or are absent. */
export type IncomingActivity = z.infer<typeof Incoming>;

/**
 * Reads the body of a request to `/api/messages`.
 *
 * @throws {MalformedActivity} it is not a JSON object with a `type`, or a known field has another type.
 */
export function parseActivity(body: Buffer): IncomingActivity {
  let json: unknown;
  try {
    json = parseJson(body.toString("utf8"));
  } catch {
    throw new MalformedActivity("The body is not JSON.");
  }
  const parsed = Incoming.safeParse(json);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join(".") || "body";
    throw new MalformedActivity(`Not an activity: ${where}.`);
  }
  return parsed.data;
}

/**
 * The activity as botbuilder wants it.
 *
 * @throws {MalformedActivity} it lacks who, where or to whom: nothing could be answered.
 */
export function toActivity(incoming: IncomingActivity): Activity {
  for (const field of ["from", "recipient", "conversation"] as const) {
    if (!incoming[field]?.id)
      throw new MalformedActivity(`Not an activity: ${field}.id.`);
  }
  const kept = Object.entries(incoming).filter(
    ([name, value]) => value !== null && !LEFT_OUT.has(name),
  );
  return Object.fromEntries(kept) as unknown as Activity;
}

const LEFT_OUT: ReadonlySet<string> = new Set([
  // With it botbuilder would hand the replies to the caller, and post none of them.
  "deliveryMode",
  // botbuilder takes these for Date objects; nothing here reads them.
  "timestamp",
  "localTimestamp",
  "expiration",
]);

/** A conversation's id without the thread that Teams appends: a channel itself. */
export function baseConversationId(conversationId: string): string {
  return conversationId.split(";", 1)[0] ?? conversationId;
}

/** Longer than any tag of a language. */
const LONGEST_LOCALE = 35;

/**
 * The language and region that the sender's client speaks, as Teams gives it: with the activity, or with what it
 * tells of the client. Null when it gives none.
 */
export function localeOf({
  locale,
  entities,
}: Pick<Activity, "locale" | "entities">): string | null {
  const told = (entities ?? []).find(({ type }) => type === "clientInfo") as
    { readonly locale?: unknown } | undefined;
  for (const tag of [locale, told?.locale] as const)
    if (typeof tag === "string" && tag !== "" && tag.length <= LONGEST_LOCALE)
      return tag;
  return null;
}

export function isInvoke(activity: Pick<Activity, "type">): boolean {
  return activity.type === (ActivityTypes.Invoke as string);
}

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The sender's Entra object id, lower case; null when Teams did not give one. */
export function findUserId(activity: Pick<Activity, "from">): UserId | null {
  const id = activity.from.aadObjectId;
  return id !== undefined && GUID.test(id)
    ? (id.toLowerCase() as UserId)
    : null;
}
