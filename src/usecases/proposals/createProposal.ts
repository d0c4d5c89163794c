import { randomUUID } from "node:crypto";
import type { DeviceRef } from "../../domain/devices/device.ts";
import type { Log } from "../../ports/log.ts";
import { isContradicted } from "../../domain/handoffs/handoff.ts";
import {
  isSamePerson,
  type PersonRef,
  type UserId,
} from "../../domain/people/user.ts";
import type { Objection } from "../../domain/proposals/objection.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import { mayPostAtOnce, notePlaced } from "./firstRun.ts";
import { findCardPlace, type PlaceSettings } from "./placeProposal.ts";
import type {
  FrozenEvidence,
  Proposal,
  ProposalId,
  ProposalOrigin,
  SupersededBy,
} from "../../domain/proposals/proposal.ts";
import { postByOf } from "../../domain/proposals/postBy.ts";
import { next } from "../../domain/proposals/states.ts";
import { storeChange, storeCreated } from "./storeChange.ts";
import { handOn } from "./endWishes.ts";
import { isBareWish } from "../../domain/proposals/wishes.ts";

/** What is asked of people. */
export interface Question {
  readonly device: DeviceRef;
  readonly fromUser: PersonRef | null;
  readonly toUser: PersonRef | null;
  readonly origin: ProposalOrigin;
  readonly evidence: FrozenEvidence | null;
  readonly background?: FrozenEvidence;
  /** When `…/users` showed `fromUser`; null when only Intune's list did: then it is held, until that was read. */
  readonly confirmedAt: Date | null;
}

/**
 * Stores a new proposal, in the place of `open` when there is one, and has its card posted if a channel has room.
 *
 * @param open the device's open proposal, which this one supersedes.
 * @param id one of its own; given by whoever must find it again after a crash.
 * @throws {SlotTaken} another proposal took the device's slot meanwhile.
 */
export async function createProposal(
  unit: UnitOfWork,
  log: Log,
  question: Question,
  open: Proposal | null,
  settings: PlaceSettings,
  now: Date,
  id: ProposalId = randomUUID() as ProposalId,
): Promise<Proposal> {
  const { origin } = question;
  const actor = origin.kind === "manual" ? origin.requestedBy.id : null;
  if (open) {
    const by = { kind: "proposal", proposalId: id } as const;
    await supersede(unit, log, open, by, actor, now);
  }
  const wishes = open ? await handOn(unit, open, { id, ...question }) : [];
  const isByEvidence = origin.kind === "machine";
  const mayBePosted =
    question.confirmedAt !== null &&
    (!isByEvidence || (await mayPostAtOnce(unit, settings, true, now)));
  const channelId = mayBePosted
    ? await findCardPlace(unit, question.device, settings, isBareWish(question))
    : null;
  if (channelId && isByEvidence) await notePlaced(unit, now);
  const objection = await findObjection(unit, question);
  const state = { kind: channelId ? "pending" : "held" } as const;
  const proposal: Proposal = {
    id,
    version: 1,
    ...question,
    state,
    createdAt: now,
    postBy: postByOf(state, now, settings.proposalExpiresHours),
    postedAt: null,
    expiresAt: null,
    undoUntil: null,
    channelId,
    ...(wishes.length > 0 && { wishes }),
    ...(objection && { objection }),
  };
  await storeCreated(unit, log, proposal, {
    at: now,
    actor,
    details: {
      outcome: question.evidence?.outcome ?? null,
      ...(origin.kind === "manual" &&
        origin.why !== undefined && { why: origin.why }),
    },
  });
  return proposal;
}

/** What the device's lead says against its handoff to just this person, while nobody has seen to it. */
async function findObjection(
  { handoffs }: Pick<UnitOfWork, "handoffs">,
  { device, toUser }: Question,
): Promise<Objection | null> {
  const handoff = await handoffs.findCurrent(device.id);
  if (!handoff?.objection || !isContradicted(handoff)) return null;
  const { by, at, toUser: wrong, reason, choice } = handoff.objection;
  return isSamePerson(wrong, toUser)
    ? { by, at, toUser, reason, ...(choice && { choice }) }
    : null;
}

/**
 * Ends an open proposal because something else took its place. Who asked for it hears so, unless it was they.
 *
 * @param actor null for Custodian itself.
 */
export async function supersede(
  unit: UnitOfWork,
  log: Log,
  open: Proposal,
  by: SupersededBy,
  actor: UserId | null,
  now: Date,
  event: "supersede" | "someone-else" = "supersede",
): Promise<Proposal> {
  const after = next(open, {
    state: { kind: "superseded", by, at: now, decision: null },
  });
  await storeChange(unit, log, open, after, {
    event,
    at: now,
    actor,
    details: { by },
  });
  return after;
}
