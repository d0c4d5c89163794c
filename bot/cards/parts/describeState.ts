import type {
  Decision,
  Failure,
  OtherChange,
  Proposal,
  ProposalState,
  SupersededBy,
  Undo,
} from "../../../src/domain/proposals/proposal.ts";
import { changedSince } from "../../../src/domain/proposals/otherChanges.ts";
import { allows } from "../../../src/domain/proposals/states.ts";
import {
  isRefused,
  suppressedUntil,
} from "../../../src/domain/proposals/suppression.ts";
import {
  stateAllows,
  type StateOf,
} from "../../../src/domain/proposals/stateTable.ts";
import { MOST_SAID } from "../../../src/domain/proposals/said.ts";
import { asText } from "../../text/asText.ts";
import { nameOf } from "./people.ts";
import { tellContradiction } from "./tellContradiction.ts";
import { type Tone, type ToneName, tones } from "./tone.ts";
import { onDay, when } from "./when.ts";
import type { Messages } from "../../messages/messages.ts";

/** What the settled card says of a proposal's state. */
interface StateDescription extends Tone {
  readonly title: string;
  /** Who did what and when, in order. `at` is for a TextBlock. */
  readonly steps: readonly {
    readonly text: string;
    readonly at: string;
    readonly hasSaid: boolean;
    /** What whoever did it wrote to it. */
    readonly said: string;
  }[];
  readonly hasSteps: boolean;
  /** The same in one line, and the day of the last. */
  readonly stepsInShort: string;
  readonly lastStepAt: string;
  readonly hasReason: boolean;
  /** In the words of the one who rejected, or of what failed. */
  readonly reason: string | null;
  readonly hasAdvice: boolean;
  readonly advice: string | null;
  /** How far the change has come, or gone back. */
  readonly change: Change;
  readonly canUndo: boolean;
  readonly undoUntilAt: string | null;
  readonly canTryAgain: boolean;
  /** While it is snoozed it can be woken, and decided as well. */
  readonly canWake: boolean;
  readonly wakes: boolean;
  readonly wakesAt: string | null;
  /** Why the same is not asked again, and until when. */
  readonly holds: boolean;
  readonly holdsText: string;
  /** For a TextBlock; empty where no day ends it. */
  readonly holdsUntilAt: string;
}

type Change = keyof Messages["change"];

/** The same with its instants, for what is no card. */
export interface StateExplanation {
  readonly tone: ToneName;
  readonly title: string;
  readonly steps?: readonly Step[];
  readonly reason?: string;
  readonly advice?: string;
  /** `proposed` unless given. */
  readonly change?: Change;
  readonly undoUntil?: Date;
  readonly wakesAt?: Date;
  readonly holds?: Holding;
}

/** What keeps evidence from asking again; without a day, until an administrator lifts it. */
export interface Holding {
  /** The day follows. */
  readonly text: string;
  readonly until: Date | null;
}

interface Step {
  readonly text: string;
  readonly at: Date;
  /** What whoever did it wrote to it. */
  readonly said?: string;
}

/** What is to be said of a proposal's state; `undoUntil` may be over. */
export function explainState(
  proposal: Proposal,
  messages: Messages,
): StateExplanation {
  const described = describe(proposal, proposal.state, messages);
  const holds = holdingOf(proposal, messages);
  const { steps = [] } = described;
  const lifted = proposal.silence?.lifted;
  return {
    ...described,
    steps: lifted
      ? [
          ...steps,
          {
            text: messages.steps.silenceLifted({
              name: nameOf(lifted.by, messages),
            }),
            at: lifted.at,
          },
        ]
      : steps,
    ...(holds && { holds }),
  };
}

function holdingOf(proposal: Proposal, messages: Messages): Holding | null {
  const { holds } = messages;
  if (isRefused(proposal.state) && proposal.silence?.lifted === null)
    return { text: holds.silence, until: null };
  const until = suppressedUntil(proposal);
  return until && { text: holds.pair, until };
}

/** @param context `now` is compared with the end of the undo window. */
export function describeState(
  proposal: Proposal,
  context: { readonly now: Date },
  messages: Messages,
): StateDescription {
  const described = explainState(proposal, messages);
  const { steps = [] } = described;
  const last = steps.at(-1);
  return {
    ...tones[described.tone],
    title: described.title,
    hasSteps: last !== undefined,
    stepsInShort: steps.map(({ text }) => text).join(" · "),
    lastStepAt: last ? onDay(last.at) : "",
    steps: steps.map(({ text, at, said }) => ({
      text,
      at: when(at),
      hasSaid: said !== undefined,
      said: said ?? "",
    })),
    hasReason: described.reason !== undefined,
    reason: described.reason ?? null,
    hasAdvice: described.advice !== undefined,
    advice: described.advice ?? null,
    change: described.change ?? "proposed",
    canUndo: allows(proposal, "undo", context.now),
    undoUntilAt: described.undoUntil ? when(described.undoUntil) : null,
    canTryAgain: stateAllows(proposal.state, "try-again"),
    canWake: stateAllows(proposal.state, "wake-now"),
    wakes: described.wakesAt !== undefined,
    wakesAt: described.wakesAt ? when(described.wakesAt) : null,
    holds: described.holds !== undefined,
    holdsText: described.holds?.text ?? "",
    holdsUntilAt: described.holds?.until ? onDay(described.holds.until) : "",
  };
}

function describe(
  proposal: Proposal,
  state: ProposalState,
  messages: Messages,
): StateExplanation {
  const { status, steps, advice } = messages;
  switch (state.kind) {
    // Its card is the approval card; a notice about it may still have to say how it stands.
    case "pending":
      return { tone: "working", title: status.pending };
    case "held":
      return {
        tone: "working",
        title: status.held,
        ...(state.snooze
          ? { advice: advice.heldSnoozed, wakesAt: state.snooze.until }
          : { advice: advice.held }),
      };
    case "snoozed":
      return {
        tone: "over",
        title: status.snoozed({ count: state.days }),
        steps: [
          {
            text: steps.snoozedBy({ name: nameOf(state.snoozedBy, messages) }),
            at: new Date(state.until.getTime() - state.days * DAY_MS),
          },
        ],
        advice: advice.snoozed,
        wakesAt: state.until,
      };
    case "rejected":
      return {
        tone: "over",
        title:
          state.decision.choice === "shared-on-purpose"
            ? status.sharedOnPurpose
            : status.rejected,
        steps: decided(state.decision, messages),
        ...reasonOf(state.decision, messages),
      };
    case "expired":
      return {
        tone: "over",
        title: status.expired,
        steps: [{ text: steps.expired, at: state.at }],
        advice: advice.expired,
      };
    case "superseded":
      return {
        ...supersededMessage(state.by, messages),
        steps: [
          ...decided(state.decision, messages),
          { text: steps.superseded, at: state.at },
          ...other(state, messages),
        ],
        ...(state.writeStartedAt && { advice: advice.mayTakeEffectLate }),
      };
    case "approved":
    case "applying":
      return {
        tone: "working",
        title: status.changing,
        steps: [
          ...decided(state.decision, messages),
          ...(state.kind === "applying" ? other(state, messages) : []),
        ],
      };
    case "applied":
      return {
        tone: "working",
        title: status.applied,
        steps: [
          ...decided(state.decision, messages),
          { text: steps.applied, at: state.appliedAt },
          ...other(state, messages),
        ],
        advice: advice.applied,
        change: "set",
      };
    case "verified":
      return {
        ...verifiedMessage(proposal, state, messages),
        steps: inOrder([
          ...decided(state.decision, messages),
          ...(state.changed
            ? [{ text: steps.applied, at: state.appliedAt }]
            : []),
          { text: steps.verified, at: state.verifiedAt },
          ...other(state, messages),
        ]),
        ...(state.otherChange
          ? { advice: advice.changedElsewhere }
          : state.tookEffectLate
            ? { advice: advice.tookEffectLate }
            : {}),
        ...(state.changed && proposal.undoUntil
          ? { undoUntil: proposal.undoUntil }
          : {}),
      };
    case "failed":
      return {
        tone: "failed",
        title: status.failed,
        steps: inOrder([
          ...decided(state.decision, messages),
          ...other(state, messages),
          ...failed(state.failure, messages),
        ]),
        reason: asText(messages.t(state.failure.message), FAILURE_LENGTH),
        advice: advice.failed,
        // The write may have happened all the same.
        ...(state.writeStartedAt ? { change: "overtaken" } : {}),
      };
    case "unconfirmed":
      return {
        tone: "doubtful",
        title: status.unconfirmed,
        steps: inOrder([
          ...decided(state.decision, messages),
          { text: steps.applied, at: state.appliedAt },
          ...other(state, messages),
          { text: steps.unconfirmed, at: state.since },
        ]),
        advice: state.otherChange
          ? advice.changedElsewhere
          : advice.unconfirmed,
        change: "set",
      };
    case "undoing":
      return {
        tone: "working",
        title: status.undoing,
        steps: [
          ...changed(state.decision, state.appliedAt, messages),
          ...undoAsked(state.undo, messages),
          ...other(state.undo, messages),
        ],
        // Intune has not confirmed it yet, so neither of the two is "now".
        change: "takingBack",
      };
    case "undone":
      return {
        ...undoneMessage(proposal, state, messages),
        steps: inOrder([
          ...decided(state.decision, messages),
          ...undoAsked(state.undo, messages, steps.undoneBy),
          ...other(state.undo, messages),
          { text: steps.undone, at: state.undoneAt },
        ]),
        ...(state.undo.otherChange && { advice: advice.changedElsewhere }),
      };
    case "undo-failed":
      return {
        tone: "failed",
        title: status.undoFailed,
        steps: inOrder([
          ...changed(state.decision, state.appliedAt, messages),
          ...undoAsked(state.undo, messages),
          ...other(state.undo, messages),
          ...failed(state.failure, messages),
        ]),
        reason: asText(messages.t(state.failure.message), FAILURE_LENGTH),
        advice: advice.undoFailed,
        // One way to fail is that somebody changed it since.
        change: "madeOnce",
      };
  }
}

const DAY_MS = 86_400_000;
const NAME_LENGTH = 100;
const FAILURE_LENGTH = 300;

function decided(decision: Decision | null, messages: Messages): Step[] {
  if (!decision) return [];
  const by = { name: nameOf(decision.decidedBy, messages) };
  const texts = {
    approve: messages.steps.approvedBy(by),
    reject: messages.steps.rejectedBy(by),
  };
  const { comment } = decision;
  return [
    {
      text: texts[decision.verdict],
      at: decision.decidedAt,
      ...(comment !== undefined && { said: asText(comment, MOST_SAID) }),
    },
  ];
}

function changed(
  decision: Decision,
  appliedAt: Date,
  messages: Messages,
): Step[] {
  return [
    ...decided(decision, messages),
    { text: messages.steps.applied, at: appliedAt },
  ];
}

function undoAsked(
  { requestedBy, requestedAt, why }: Undo,
  messages: Messages,
  say = messages.steps.undoBy,
): Step[] {
  const said = why && asText(why.text, MOST_SAID);
  return [
    {
      text: say({ name: nameOf(requestedBy, messages) }),
      at: requestedAt,
      ...(said && {
        said:
          why.by.id === requestedBy.id
            ? said
            : messages.saidBy({ name: nameOf(why.by, messages), text: said }),
      }),
    },
  ];
}

/** What somebody else did beside it, as far as that is known. */
function other(
  { otherChange }: { readonly otherChange?: OtherChange },
  messages: Messages,
): Step[] {
  if (!otherChange) return [];
  const { by, at, primaryUser } = otherChange;
  const { steps } = messages;
  const told = by === null ? null : { name: asText(by, NAME_LENGTH) };
  if (told) return [{ text: steps.changedElsewhereBy(told), at }];
  return [
    {
      text: primaryUser
        ? steps.otherShown({ name: nameOf(primaryUser, messages) })
        : steps.nobodyShown,
      at,
    },
  ];
}

/** The other's may have come before ours ended, or after. */
function inOrder(steps: readonly Step[]): Step[] {
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function failed(failure: Failure, messages: Messages): Step[] {
  return [{ text: messages.steps.failed, at: failure.at }];
}

/** The title says already that it is shared on purpose, and that it is something else says nothing. */
function reasonOf(
  { reason, choice }: Decision,
  messages: Messages,
): Pick<StateExplanation, "reason"> {
  const chosen =
    choice === "shared-on-purpose" || choice === "other"
      ? null
      : nameRefusal(choice, messages);
  const said = [chosen, reason && asText(reason, MOST_SAID)].filter(Boolean);
  return said.length === 0 ? {} : { reason: said.join(": ") };
}

/** Null for none, and for one that only a later version knows. */
function nameRefusal(
  choice: Decision["choice"],
  { refusals }: Messages,
): string | null {
  return choice && Object.hasOwn(refusals, choice) ? refusals[choice] : null;
}

function supersededMessage(
  by: SupersededBy,
  messages: Messages,
): Pick<StateExplanation, "tone" | "title" | "advice" | "change"> {
  switch (by.kind) {
    case "owner-changed-elsewhere":
      return {
        tone: "over",
        title: by.primaryUser
          ? messages.status.ownerChangedElsewhere({
              name: nameOf(by.primaryUser, messages),
            })
          : messages.status.clearedElsewhere,
        change: "overtaken",
      };
    case "proposal":
      return {
        tone: "over",
        title: messages.status.replaced,
        advice: messages.advice.replaced,
      };
    case "enrolled-again":
      return { tone: "over", title: messages.status.enrolledAgain };
    case "evidence":
      return {
        tone: "over",
        title: messages.status.evidenceGone,
        ...(by.contradicted && {
          advice: messages.advice.contradicted({
            sources: tellContradiction(by.contradicted, messages),
          }),
        }),
      };
  }
}

function verifiedMessage(
  { toUser }: Proposal,
  state: StateOf<"verified">,
  messages: Messages,
): Pick<StateExplanation, "tone" | "title" | "change"> {
  const { changed, otherChange } = state;
  const { status } = messages;
  const since = changedSince(state);
  if (since?.primaryUser)
    return {
      tone: "doubtful",
      title: status.changedSince({ name: nameOf(since.primaryUser, messages) }),
      change: "madeOnce",
    };
  if (since?.primaryUser === null)
    return { tone: "doubtful", title: status.clearedSince, change: "madeOnce" };
  const title = toUser
    ? status.verified({ name: nameOf(toUser, messages) })
    : status.verifiedShared;
  return {
    tone: otherChange ? "doubtful" : "done",
    title: changed ? title : status.alreadySo,
    change: "made",
  };
}

function undoneMessage(
  { fromUser }: Proposal,
  state: StateOf<"undone">,
  messages: Messages,
): Pick<StateExplanation, "tone" | "title" | "change"> {
  const { status } = messages;
  const since = changedSince(state)?.primaryUser;
  if (since)
    return {
      tone: "doubtful",
      title: status.undoneChangedSince({ name: nameOf(since, messages) }),
      change: "madeOnce",
    };
  if (since === null)
    return {
      tone: "doubtful",
      title: status.undoneClearedSince,
      change: "madeOnce",
    };
  return {
    tone: state.undo.otherChange ? "doubtful" : "over",
    title: fromUser
      ? status.undone({ name: nameOf(fromUser, messages) })
      : status.undoneShared,
    change: "takenBack",
  };
}
