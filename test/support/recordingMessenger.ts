import { randomUUID } from "node:crypto";
import type {
  Channel,
  Messenger,
  Notice,
  PostedMessage,
  Recipient,
} from "../../src/notices/messenger.ts";
import type { Proposal, ProposalId } from "../../src/proposals/proposal.ts";

export type Said =
  | {
      readonly kind: "post";
      readonly message: PostedMessage;
      readonly proposal: Proposal;
    }
  | {
      readonly kind: "edit";
      readonly message: PostedMessage;
      readonly proposal: Proposal;
    }
  | {
      readonly kind: "reply";
      readonly message: PostedMessage;
      readonly text: string;
    }
  | {
      readonly kind: "tell";
      readonly recipient: Recipient;
      readonly notice: Notice;
    };

type Failing = Said["kind"];

/** A messenger that keeps what it was given, and fails when it is told to. */
export interface RecordingMessenger extends Messenger {
  readonly said: readonly Said[];
  posts(id?: ProposalId): readonly Extract<Said, { kind: "post" }>[];
  edits(id?: ProposalId): readonly Extract<Said, { kind: "edit" }>[];
  replies(): readonly Extract<Said, { kind: "reply" }>[];
  told(): readonly Extract<Said, { kind: "tell" }>[];
  /** What the message shows now: the last thing posted or edited into it. */
  shows(activityId: string): Proposal | null;
  /**
   * The next call of this kind fails. `done`: the message is sent all the same, and only the answer is lost.
   */
  failNext(kind: Failing, error: Error, how?: { readonly done: boolean }): void;
  /** Every call of this kind fails, until the returned function is called. */
  failAll(kind: Failing, error: Error): () => void;
  /** Holds calls of this kind back until the returned function is called. */
  hold(kind: Failing): () => void;
}

export function createRecordingMessenger(): RecordingMessenger {
  const said: Said[] = [];
  const failures: { kind: Failing; error: Error; done: boolean }[] = [];
  const failing = new Map<Failing, Error>();
  const held = new Map<Failing, Promise<void>>();

  async function say(what: Said): Promise<void> {
    await held.get(what.kind);
    const broken = failing.get(what.kind);
    if (broken) throw broken;
    const at = failures.findIndex(({ kind }) => kind === what.kind);
    const [failure] = at < 0 ? [] : failures.splice(at, 1);
    if (!failure || failure.done) said.push(what);
    if (failure) throw failure.error;
  }

  const ofKind = <Kind extends Failing>(kind: Kind) =>
    said.filter(
      (what): what is Extract<Said, { kind: Kind }> => what.kind === kind,
    );

  return {
    said,
    posts: (id) =>
      ofKind("post").filter(({ proposal }) => !id || proposal.id === id),
    edits: (id) =>
      ofKind("edit").filter(({ proposal }) => !id || proposal.id === id),
    replies: () => ofKind("reply"),
    told: () => ofKind("tell"),
    shows: (activityId) =>
      said.reduce<Proposal | null>(
        (shown, what) =>
          (what.kind === "post" || what.kind === "edit") &&
          what.message.activityId === activityId
            ? what.proposal
            : shown,
        null,
      ),
    failNext: (kind, error, { done } = { done: false }) => {
      failures.push({ kind, error, done });
    },
    failAll(kind, error) {
      failing.set(kind, error);
      return () => failing.delete(kind);
    },
    hold(kind) {
      const gate = Promise.withResolvers<undefined>();
      held.set(kind, gate.promise);
      return () => {
        held.delete(kind);
        gate.resolve(undefined);
      };
    },

    async postProposal(channel: Channel, proposal) {
      const activityId = randomUUID();
      const message = {
        channelId: channel.id,
        serviceUrl: channel.serviceUrl,
        conversationId: `${channel.id};messageid=${activityId}`,
        activityId,
      };
      await say({ kind: "post", message, proposal });
      return message;
    },
    editProposal: (message, proposal) =>
      say({ kind: "edit", message, proposal }),
    replyToProposal: (message, text) => say({ kind: "reply", message, text }),
    tell: (recipient, notice) => say({ kind: "tell", recipient, notice }),
  };
}
