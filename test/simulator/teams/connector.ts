import { RateWindow, type Faults } from "../faults.ts";
import { CONNECTOR_AUDIENCE, retryAfter } from "../login.ts";
import {
  parseJson,
  type Answer,
  type Call,
  type Endpoint,
  type RefusalFault,
} from "../server.ts";
import { readToken, type SigningKey } from "../tokens.ts";
import type { Person } from "../contoso.ts";
import type {
  Activity,
  Channel,
  Conversation,
  Message,
  Team,
  Teams,
} from "./teams.ts";

interface Options {
  readonly teams: Teams;
  readonly faults: Faults;
  /** The key login signs with. */
  readonly key: SigningKey;
  /** Where it is mounted, without a slash at the end. */
  readonly prefix: string;
}

/** Teams' side of the Bot Connector: what the bot calls. */
export function createConnector(options: Options): Endpoint {
  const { teams, faults, key, prefix } = options;
  const verified = new Map<string, number>();
  const windows = new Map<string, RateWindow>();

  const isTrusted = (token: string): boolean => {
    let expiresAtMs = verified.get(token);
    if (expiresAtMs === undefined) {
      const claims = token ? readToken(key, token) : null;
      const good =
        claims?.["aud"] === CONNECTOR_AUDIENCE &&
        claims["appid"] === teams.botId &&
        claims["tid"] === teams.contoso.tenantId;
      expiresAtMs = good ? Number(claims["exp"]) * 1000 : 0;
      verified.set(token, expiresAtMs);
    }
    return expiresAtMs > Date.now();
  };

  /**
   * @returns the refusal, or null within the limits: for sends and creations per conversation, twice that for reads.
   */
  const overLimit = (kind: string, conversationId: string): Answer | null => {
    if (!faults.enforceLimits) return null;
    const factor = kind === "get" ? 2 : 1;
    const name = `${kind} ${conversationId}`;
    const window =
      windows.get(name) ??
      new RateWindow(
        SEND_LIMITS.map(({ windowMs, most }) => ({
          windowMs,
          most: most * factor,
        })),
      );
    windows.set(name, window);
    const waitMs = window.take(Date.now());
    if (waitMs === null) return null;
    return {
      ...error(429, "Throttled", "Too many requests."),
      headers: retryAfter(Math.ceil(waitMs / 1000)),
    };
  };

  return {
    service: "connector",
    refuse: (_call, fault) => refuse(fault),
    answer(call) {
      if (!isTrusted(call.token))
        return error(401, "Unauthorized", "Authorization has been denied.");
      if (call.text.length > MAX_MESSAGE_BYTES)
        return error(413, "MessageSizeTooBig", "Message size too large.");
      const segments = call.path.slice(prefix.length).split("/").slice(1);
      const [, area, id = "", what, detail = ""] = segments;
      if (area === "teams")
        return overLimit("get", id) ?? readTeam(teams, segments);
      if (area !== "conversations")
        return error(404, "NotFound", "No such resource.");
      if (!id) return create(teams, faults, call, overLimit);
      switch (`${call.method} ${what ?? ""}`) {
        case "POST activities":
          return overLimit("send", id) ?? postActivity(teams, call, id, detail);
        case "PUT activities":
          return overLimit("send", id) ?? putActivity(teams, call, id, detail);
        case "DELETE activities":
          return overLimit("send", id) ?? deleteActivity(teams, id, detail);
        case "GET members":
        case "GET pagedmembers":
          return (
            overLimit("get", id) ??
            readMembers(teams, call, id, what === "pagedmembers", detail)
          );
        default:
          return error(405, "MethodNotAllowed", "Method not allowed.");
      }
    },
  };
}

/** Published per bot and conversation. */
const SEND_LIMITS = [
  { windowMs: 1_000, most: 7 },
  { windowMs: 2_000, most: 8 },
  { windowMs: 30_000, most: 60 },
  { windowMs: 3_600_000, most: 1800 },
];
const MAX_MESSAGE_BYTES = 100 * 1024;

type Place =
  | { readonly kind: "channel"; readonly channel: Channel }
  | { readonly kind: "conversation"; readonly conversation: Conversation };

/** What a conversation id means to this bot now, or why it may not be used. */
function findPlace(teams: Teams, id: string): Place | Answer {
  if (id.startsWith("a:")) {
    const chat = teams.findChat(id);
    if (!chat) return conversationNotFound();
    return chat.botInstalled
      ? { kind: "conversation", conversation: chat }
      : notInRoster();
  }
  const [channelId = ""] = id.split(";messageid=");
  const channel = teams.findChannel(channelId);
  if (!channel) return conversationNotFound();
  if (!channel.team.botInstalled) return notInRoster();
  if (id === channel.id) return { kind: "channel", channel };
  const thread = teams.findThread(id);
  return thread
    ? { kind: "conversation", conversation: thread }
    : conversationNotFound();
}

function postActivity(
  teams: Teams,
  call: Call,
  id: string,
  replyToId: string,
): Answer {
  const place = findPlace(teams, id);
  if ("status" in place) return place;
  const activity = readActivity(call);
  if (!activity) return badSyntax();
  if (activity["type"] === "typing")
    return { status: 202, body: { id: teams.nextMessageId() } };
  let visibleTo: Person | null = null;
  if (call.query.get("isTargetedActivity") === "true") {
    const recipient = activity["recipient"] as { id?: unknown } | undefined;
    const person =
      typeof recipient?.id === "string" ? teams.findPerson(recipient.id) : null;
    const team =
      place.kind === "channel"
        ? place.channel.team
        : place.conversation.channel?.team;
    if (!person || !team?.memberIds.has(person.id))
      return error(400, "Bad argument", "Unknown recipient.");
    visibleTo = person;
  }
  const channel = place.kind === "channel" ? place.channel : null;
  const repliedTo = channel?.threads.find((thread) =>
    thread.messages.some((message) => message.id === replyToId),
  );
  const where =
    repliedTo ??
    channel ??
    (place.kind === "conversation" && place.conversation);
  if (!where) return conversationNotFound();
  const message = teams.post(where, null, activity, visibleTo);
  return { status: 201, body: { id: message.id } };
}

function putActivity(
  teams: Teams,
  call: Call,
  id: string,
  activityId: string,
): Answer {
  const message = findOwnMessage(teams, id, activityId);
  if ("status" in message) return message;
  const activity = readActivity(call);
  if (!activity) return badSyntax();
  teams.edit(message, activity);
  return { status: 200, body: { id: message.id } };
}

function deleteActivity(teams: Teams, id: string, activityId: string): Answer {
  const message = findOwnMessage(teams, id, activityId);
  if ("status" in message) return message;
  message.delete();
  teams.changed();
  return { status: 200 };
}

function findOwnMessage(
  teams: Teams,
  id: string,
  activityId: string,
): Message | Answer {
  const place = findPlace(teams, id);
  if ("status" in place) return place;
  const messages =
    place.kind === "channel"
      ? place.channel.threads.flatMap((thread) => thread.messages)
      : place.conversation.messages;
  const message = messages.find((one) => one.id === activityId);
  return message && !message.deletedAt && message.from === null
    ? message
    : error(
        404,
        "ActivityNotFoundInConversation",
        "The activity could not be found in the conversation.",
      );
}

function create(
  teams: Teams,
  faults: Faults,
  call: Call,
  overLimit: (kind: string, id: string) => Answer | null,
): Answer {
  const body = parseJson(call.text) as {
    members?: { id?: string }[];
    channelData?: { channel?: { id?: string } };
    activity?: Activity;
    isGroup?: boolean;
  } | null;
  if (!body || typeof body !== "object") return badSyntax();
  const channelId = body.channelData?.channel?.id;
  if (channelId !== undefined) {
    const place = findPlace(teams, channelId.split(";")[0] ?? "");
    if ("status" in place) return place;
    const limited = overLimit("create", channelId);
    if (limited) return limited;
    if (place.kind !== "channel" || !body.activity) return badSyntax();
    const message = teams.post(place.channel, null, body.activity);
    return {
      status: 201,
      body: { id: message.conversation.id, activityId: message.id },
    };
  }
  const memberId = body.members?.[0]?.id;
  const person = memberId ? teams.findPerson(memberId) : undefined;
  if (!person || body.members?.length !== 1)
    return error(400, "BadArgument", "Unknown member.");
  const chat = teams.chatOf(person);
  const sharesTeam = teams.teams.some(
    (team) => team.botInstalled && team.memberIds.has(person.id),
  );
  if (!chat.botInstalled) {
    if (faults.chatNeedsPersonalInstall || !sharesTeam)
      return error(
        403,
        "ForbiddenOperationException",
        "The bot is not installed in user's personal scope.",
      );
    chat.botInstalled = true;
  }
  if (body.activity) teams.post(chat, null, body.activity);
  return { status: 201, body: { id: chat.id } };
}

function readMembers(
  teams: Teams,
  call: Call,
  id: string,
  paged: boolean,
  memberId: string,
): Answer {
  // The roster of a team is read by the team's id, which is that of its General channel.
  const place = findPlace(teams, id);
  if ("status" in place) return place;
  const channel =
    place.kind === "channel" ? place.channel : place.conversation.channel;
  const owner =
    place.kind === "conversation" ? place.conversation.person : null;
  const people = channel
    ? [...channel.team.memberIds].flatMap(
        (userId) => teams.contoso.people.get(userId) ?? [],
      )
    : owner
      ? [owner]
      : [];
  if (memberId) {
    const wanted = teams.findPerson(memberId);
    return wanted && people.includes(wanted)
      ? { status: 200, body: renderMember(teams, wanted) }
      : error(
          404,
          "MemberNotFoundInConversation",
          "Member not found in conversation.",
        );
  }
  const members = people.map((person) => renderMember(teams, person));
  if (!paged) return { status: 200, body: members };
  const size = Number(call.query.get("pageSize") ?? 200);
  const start = Number(call.query.get("continuationToken") ?? 0);
  const next = start + size < members.length ? String(start + size) : undefined;
  return {
    status: 200,
    body: {
      ...(next ? { continuationToken: next } : {}),
      members: members.slice(start, start + size),
    },
  };
}

function readTeam(teams: Teams, segments: readonly string[]): Answer {
  const [, , id, what] = segments;
  const team = teams.teams.find((one: Team) => one.id === id);
  if (!team) return conversationNotFound();
  if (!team.botInstalled) return notInRoster();
  if (what === "conversations")
    return {
      status: 200,
      body: {
        conversations: team.channels.map((channel) => ({
          id: channel.id,
          name: channel.id === team.id ? null : channel.name,
        })),
      },
    };
  return {
    status: 200,
    body: {
      id: team.id,
      name: team.name,
      aadGroupId: team.aadGroupId,
      channelCount: team.channels.length,
      memberCount: team.memberIds.size,
      type: "standard",
    },
  };
}

function renderMember(teams: Teams, person: Person): object {
  return {
    id: person.teamsUserId,
    objectId: person.id,
    aadObjectId: person.id,
    name: person.displayName,
    givenName: person.givenName,
    surname: person.surname,
    email: person.mail ?? "",
    userPrincipalName: person.userPrincipalName,
    tenantId: teams.contoso.tenantId,
    userRole: person.userType === "Guest" ? "guest" : "user",
  };
}

function readActivity(call: Call): Activity | null {
  const body = parseJson(call.text);
  return typeof body === "object" &&
    body !== null &&
    "type" in body &&
    typeof body.type === "string"
    ? body
    : null;
}

function refuse(fault: RefusalFault): Answer {
  switch (fault.kind) {
    case "throttled":
      return {
        ...error(429, "Throttled", "Too many requests."),
        headers: retryAfter(fault.retryAfterSeconds),
      };
    case "forbidden":
      return error(403, fault.permission, "Forbidden.");
    case "status": {
      const answer = error(
        fault.status,
        fault.code ?? "ServiceError",
        fault.message ?? "The service failed.",
      );
      return {
        ...answer,
        ...(fault.body === undefined ? {} : { body: fault.body }),
        ...(fault.headers ? { headers: fault.headers } : {}),
      };
    }
    case "needs-approval":
      throw new Error("Teams knows no Multi Admin Approval");
  }
}

function error(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

function notInRoster(): Answer {
  return error(
    403,
    "BotNotInConversationRoster",
    "The bot is not part of the conversation roster.",
  );
}

function conversationNotFound(): Answer {
  return error(404, "ConversationNotFound", "Conversation not found.");
}

function badSyntax(): Answer {
  return error(400, "BadSyntax", "Bad format of activity.");
}
