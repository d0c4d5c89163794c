import { randomUUID } from "node:crypto";
import type { Messenger } from "../../src/ports/messenger.ts";
import type {
  Channel,
  Recipient,
  ChannelNames,
  PostedMessage,
  Place,
} from "../../src/domain/channels/channel.ts";
import type { Notice } from "../../src/domain/cards/notice.ts";
import type { TrackedCard } from "../../src/domain/cards/trackedCard.ts";
import type {
  Proposal,
  ProposalId,
} from "../../src/domain/proposals/proposal.ts";
import type { Message } from "../../src/domain/message.ts";

type Said =
  | {
      readonly kind: "post";
      readonly message: PostedMessage;
      readonly place: Place;
      readonly card: TrackedCard;
    }
  | {
      readonly kind: "edit";
      readonly message: PostedMessage;
      readonly card: TrackedCard;
    }
  | {
      readonly kind: "reply";
      readonly message: PostedMessage;
      readonly text: Message;
    }
  | {
      readonly kind: "say";
      readonly channel: Channel;
      readonly text: Message;
    }
  | {
      readonly kind: "tell";
      readonly recipient: Recipient;
      readonly notice: Notice;
    };

type Failing = Said["kind"];

/** A proposal's card, posted or edited. */
interface SaidProposal {
  readonly message: PostedMessage;
  readonly proposal: Proposal;
}

type SaidCard<
  How extends "post" | "edit",
  Kind extends TrackedCard["kind"],
> = Extract<Said, { kind: How }> & {
  readonly card: Extract<TrackedCard, { kind: Kind }>;
};

/** A messenger that keeps what it was given, and fails when it is told to. */
export interface RecordingMessenger extends Messenger {
  readonly said: readonly Said[];
  /** Of proposals. */
  posts(id?: ProposalId): readonly SaidProposal[];
  edits(id?: ProposalId): readonly SaidProposal[];
  /** Of one kind of tracked card, in their order. */
  cards<How extends "post" | "edit", Kind extends TrackedCard["kind"]>(
    how: How,
    kind: Kind,
  ): readonly SaidCard<How, Kind>[];
  replies(): readonly Extract<Said, { kind: "reply" }>[];
  /** Threads of their own in a channel that are no cards. */
  says(): readonly Extract<Said, { kind: "say" }>[];
  told(): readonly Extract<Said, { kind: "tell" }>[];
  /** The proposal that the message shows now: the last one posted or edited into it. */
  shows(activityId: string): Proposal | null;
  /**
   * The next call of this kind fails. `done`: the message is sent all the same, and only the answer is lost.
   */
  failNext(kind: Failing, error: Error, how?: { readonly done: boolean }): void;
  /** Every call of this kind (to this kind of place) fails, until the returned function is called. */
  failAll(kind: Failing, error: Error, place?: Place["kind"]): () => void;
  /** What it calls channels from now on; at first it knows no names. */
  callChannels(names: ChannelNames | null): void;
  /** What it says from now on of any channel: that the bot is in it (at first, that it is not). */
  letIn(isIn: boolean): void;
  /** Holds calls of this kind back until the returned function is called. */
  hold(kind: Failing): () => void;
}

export function createRecordingMessenger(): RecordingMessenger {
  const said: Said[] = [];
  let reachable = false;
  let names: ChannelNames | null = null;
  const failures: { kind: Failing; error: Error; done: boolean }[] = [];
  const failing = new Set<{
    kind: Failing;
    error: Error;
    place: Place["kind"] | undefined;
  }>();
  const held = new Map<Failing, Promise<void>>();

  async function say(what: Said): Promise<void> {
    await held.get(what.kind);
    for (const { kind, error, place } of failing)
      if (kind === what.kind && (!place || place === placeOf(what)))
        throw error;
    const at = failures.findIndex(({ kind }) => kind === what.kind);
    const [failure] = at < 0 ? [] : failures.splice(at, 1);
    if (!failure || failure.done) said.push(what);
    if (failure) throw failure.error;
  }

  const ofKind = <Kind extends Failing>(kind: Kind) =>
    said.filter(
      (what): what is Extract<Said, { kind: Kind }> => what.kind === kind,
    );

  const ofProposals = (
    how: "post" | "edit",
    id: ProposalId | undefined,
  ): readonly SaidProposal[] =>
    ofKind(how).flatMap(({ message, card }) =>
      card.kind === "proposal" && (!id || card.proposal.id === id)
        ? [{ message, proposal: card.proposal }]
        : [],
    );

  return {
    said,
    posts: (id) => ofProposals("post", id),
    edits: (id) => ofProposals("edit", id),
    cards: <How extends "post" | "edit", Kind extends TrackedCard["kind"]>(
      how: How,
      kind: Kind,
    ) =>
      said.filter(
        (what): what is SaidCard<How, Kind> =>
          what.kind === how && "card" in what && what.card.kind === kind,
      ),
    replies: () => ofKind("reply"),
    says: () => ofKind("say"),
    told: () => ofKind("tell"),
    shows: (activityId) =>
      said.reduce<Proposal | null>(
        (shown, what) =>
          (what.kind === "post" || what.kind === "edit") &&
          what.card.kind === "proposal" &&
          what.message.activityId === activityId
            ? what.card.proposal
            : shown,
        null,
      ),
    callChannels(known) {
      names = known;
    },
    letIn(isIn) {
      reachable = isIn;
    },
    failNext: (kind, error, { done } = { done: false }) => {
      failures.push({ kind, error, done });
    },
    failAll(kind, error, place) {
      const broken = { kind, error, place };
      failing.add(broken);
      return () => failing.delete(broken);
    },
    hold(kind) {
      const gate = Promise.withResolvers<undefined>();
      held.set(kind, gate.promise);
      return () => {
        held.delete(kind);
        gate.resolve(undefined);
      };
    },

    async post(place, card) {
      const message = messageAt(place);
      await say({ kind: "post", message, place, card });
      return message;
    },
    edit: (message, card) => say({ kind: "edit", message, card }),
    reply: (message, text) => say({ kind: "reply", message, text }),
    namesOf: () => Promise.resolve(names),
    say: (channel, text) => say({ kind: "say", channel, text }),
    reaches: () => Promise.resolve(reachable),
    notify: (recipient, notice) => say({ kind: "tell", recipient, notice }),
  };
}

/** Where a call goes; null for a private notice. */
function placeOf(what: Said): Place["kind"] | null {
  switch (what.kind) {
    case "post":
      return what.place.kind;
    case "edit":
    case "reply":
      if (what.message.channelId !== null) return "channel";
      return what.message.conversationId.startsWith("a:")
        ? "personal"
        : "conversation";
    case "say":
      return "channel";
    case "tell":
      return null;
  }
}

function messageAt(place: Place): PostedMessage {
  const activityId = randomUUID();
  const serviceUrl = "https://teams.example/emea/";
  switch (place.kind) {
    case "channel":
      return {
        channelId: place.channel.id,
        serviceUrl: place.channel.serviceUrl,
        conversationId: `${place.channel.id};messageid=${activityId}`,
        activityId,
      };
    case "thread":
      return {
        channelId: place.channelId,
        serviceUrl: place.serviceUrl,
        conversationId: place.conversationId,
        activityId,
      };
    case "conversation":
      return {
        channelId: null,
        serviceUrl: place.serviceUrl,
        conversationId: place.conversationId,
        activityId,
      };
    case "personal":
      return {
        channelId: null,
        serviceUrl,
        conversationId: `a:${place.userId}`,
        activityId,
      };
  }
}
