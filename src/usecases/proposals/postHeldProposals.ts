import { AppError } from "../../domain/appError.ts";
import type { Channel, ChannelId } from "../../domain/channels/channel.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import { attempt } from "../../ports/attempt.ts";
import { reasonOf, tryOne } from "../../ports/tryOne.ts";
import {
  findExcludedPeople,
  findExclusion,
} from "../exclusions/findExcluded.ts";
import { knowExcluded } from "../exclusions/readExcludedGroups.ts";
import {
  findPlacesForEvidence,
  notePlaced,
  reviewFirstRun,
} from "./firstRun.ts";
import { evaluateDevice, type EvaluateDeps } from "./evaluateDevice.ts";
import { supersede } from "./createProposal.ts";
import {
  channelOf,
  findCardPlace,
  lockPlaces,
  placesForWishes,
  type PlaceSettings,
} from "./placeProposal.ts";
import type { HeldProposal } from "../../ports/stores/proposalStore.ts";
import type { Proposal, ProposalId } from "../../domain/proposals/proposal.ts";
import { lifetimeFrom } from "../../domain/proposals/lifetime.ts";
import { postByOf } from "../../domain/proposals/postBy.ts";
import { next } from "../../domain/proposals/states.ts";
import {
  stateAllows,
  type Allowing,
  type StateOf,
  type TargetOf,
} from "../../domain/proposals/stateTable.ts";
import { isBareWish, isWithoutRole } from "../../domain/proposals/wishes.ts";
import { storeChange } from "./storeChange.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import { cardKey } from "../../domain/cards/cardKey.ts";

/** How many held ones are read at once, strongest first; more only while a channel has room. */
const PAGE = 200;

/** How many may be read live in one run, two requests each; the next run, within a minute, goes on. */
const MOST_CONFIRMED = 300;

/** After so many failures in a row Graph is not asked again in this run. */
const GIVE_UP_AFTER = 3;

/**
 * For so long, what could not be confirmed is asked about after all the others: three devices that Graph never answers
 * for would otherwise be asked about first in each run, and last. More of them than fail in this time are an outage.
 */
const ASKED_LAST_MS = 15 * 60 * 1000;

/**
 * Gives the free places of every channel to the held proposals of its devices with the strongest evidence, one
 * transaction each. One that rests on Intune's list alone is first confirmed live, which may also end it. What was
 * snoozed when its channel was lost goes on with its snooze, in a place as before.
 *
 * Each proposal is read and looked at once a run, page by page; one that cannot be confirmed now keeps none of the
 * others from its place: the next runs ask about it last. Of those by evidence, no more than a first run allows a day,
 * and none while only observing.
 */
export async function postHeldProposals(deps: EvaluateDeps): Promise<void> {
  const { storage } = deps;
  const { values } = await currentSettings(storage);
  const channels = await storage.channels.listUsable();
  const confirm = createConfirmation(deps);
  // Evidence that grows weaker while it is confirmed brings a proposal back on a later page.
  const looked = new Set<ProposalId>();
  const failedLately: HeldProposal[] = [];
  const failedSince = deps.clock.now().getTime() - ASKED_LAST_MS;
  let byEvidence = await findPlacesForEvidence(
    storage,
    values,
    deps.clock.now(),
  );
  const isKnownWhoIsExcluded = await knowsExcluded(deps, values);
  let postedByEvidence = false;
  let last: HeldProposal | null = null;
  for (;;) {
    const room = await findRoom(deps, channels, values);
    if (room.size === 0) break;
    const held: readonly HeldProposal[] = await storage.proposals.listHeld(
      last,
      PAGE,
    );
    const [later, now] = partition(
      held,
      (one) =>
        !isConfirmed(one) &&
        one.unconfirmedAt !== null &&
        one.unconfirmedAt.getTime() > failedSince,
    );
    failedLately.push(...later);
    await postAll(now, room);
    last = held.at(-1) ?? null;
    if (held.length < PAGE) break;
  }
  if (failedLately.length > 0)
    await postAll(failedLately, await findRoom(deps, channels, values));
  await storage.transaction(async (unit) => {
    await reviewFirstRun(unit, deps.log, values, deps.clock.now());
    // What a sweep found waits here in a first run, so that it is not there yet when the sweep gathers digests.
    if (postedByEvidence) await unit.queue.send("collectBatches", {});
  });

  async function postAll(
    held: readonly HeldProposal[],
    room: Map<ChannelId, Room>,
  ): Promise<void> {
    for (const proposal of held) {
      const channel = channelOf(proposal.device, channels, values);
      const places = channel && room.get(channel.id);
      if (!channel || !places || looked.has(proposal.id)) continue;
      // A rough look: where evidence speaks for it after all, it is worth something.
      const isWish = isWithoutRole(proposal) && proposal.strength === 0;
      if (places.all === 0 || (isWish && places.wishes === 0)) continue;
      if (isFirstByEvidence(proposal) && byEvidence === 0) continue;
      if (isMachines(proposal) && !isKnownWhoIsExcluded) continue;
      looked.add(proposal.id);
      if (
        isMachines(proposal) &&
        isConfirmed(proposal) &&
        (await endExcluded(deps, proposal, values))
      )
        continue;
      if (!isConfirmed(proposal) && !(await confirm(proposal))) continue;
      const tried = await tryOne(storage, () => release(deps, proposal.id));
      if (!tried.done)
        deps.log.error(
          {
            proposalId: proposal.id,
            deviceId: proposal.device.id,
            ...reasonOf(tried.error),
          },
          "A held proposal could not be released",
        );
      else if (tried.value) {
        if (isFirstByEvidence(proposal)) {
          byEvidence -= 1;
          postedByEvidence = true;
        }
        room.set(channel.id, {
          all: places.all - 1,
          wishes: places.wishes - (isWish ? 1 : 0),
        });
      }
    }
  }
}

function partition<T>(
  all: readonly T[],
  is: (one: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

/** By evidence, and nobody was asked yet: what a lost channel has shown before has had its turn. */
function isFirstByEvidence({
  origin,
  postedAt,
}: Pick<Proposal, "origin" | "postedAt">): boolean {
  return origin.kind === "machine" && postedAt === null;
}

/** What a person asked for was read live when they asked. */
function isConfirmed({
  confirmedAt,
  origin,
}: Pick<Proposal, "confirmedAt" | "origin">): boolean {
  return confirmedAt !== null || origin.kind === "manual";
}

const isMachines = ({ origin }: Pick<Proposal, "origin">): boolean =>
  origin.kind === "machine";

/** Whether it is known who is excluded. While it is not, what evidence proposed goes on waiting. */
async function knowsExcluded(
  deps: EvaluateDeps,
  values: SettingValues,
): Promise<boolean> {
  const known = await attempt(knowExcluded(deps, values));
  return known.answered && known.value;
}

/**
 * What was confirmed before an admin excluded its device or person gets no place: it is evaluated anew, which ends it.
 *
 * @returns whether that is so.
 */
async function endExcluded(
  deps: EvaluateDeps,
  { id, device }: HeldProposal,
  values: SettingValues,
): Promise<boolean> {
  const { storage, log } = deps;
  // What only a report told of has its name at least; the rest is asked live when it is evaluated.
  const subject = (await storage.devices.find(device.id))?.device ?? {
    ...device,
    entraDeviceId: null,
  };
  const toUser = (await storage.proposals.find(id))?.toUser ?? null;
  const person = toUser && (await storage.people.find(toUser.id));
  const isExcluded =
    (await findExclusion(storage, subject, values)) !== null ||
    (person !== null &&
      (await findExcludedPeople(storage, [person.user.id], values))(
        person.user,
      ));
  if (!isExcluded) return false;
  const tried = await tryOne(
    storage,
    () => evaluateDevice(deps, device.id),
    "may-be-its-own",
  );
  if (!tried.done)
    log.error(
      { proposalId: id, deviceId: device.id, ...reasonOf(tried.error) },
      "A held proposal of an excluded device could not be evaluated",
    );
  return true;
}

interface Room {
  readonly all: number;
  /** Of them, those that people without a role can take. */
  readonly wishes: number;
}

/** Free places by channel; channels without one are not in it. */
async function findRoom(
  { storage }: EvaluateDeps,
  channels: readonly Channel[],
  settings: PlaceSettings,
): Promise<Map<ChannelId, Room>> {
  const room = new Map<ChannelId, Room>();
  for (const { id } of channels) {
    const open = await storage.proposals.countOpenCards(id);
    const all = settings.openCardsPerChannel - open.all;
    const wishes = Math.max(0, placesForWishes(settings) - open.wishes);
    if (all > 0) room.set(id, { all, wishes });
  }
  return room;
}

/** @returns whether the proposal still is held and now rests on what `…/users` itself shows. */
function createConfirmation(
  deps: EvaluateDeps,
): (proposal: HeldProposal) => Promise<boolean> {
  let asked = 0;
  let failedInARow = 0;
  return async ({ id, device, version }) => {
    if (asked >= MOST_CONFIRMED || failedInARow >= GIVE_UP_AFTER) return false;
    asked += 1;
    const tried = await tryOne(
      deps.storage,
      async () => {
        await evaluateDevice(deps, device.id);
        const now = await deps.storage.proposals.find(id);
        if (now?.version === version) await endUnsupported(deps, now);
        return (
          now !== null && stateAllows(now.state, "release") && isConfirmed(now)
        );
      },
      "may-be-its-own",
    );
    if (tried.done) {
      failedInARow = 0;
      return tried.value;
    }
    failedInARow += 1;
    deps.log[tried.error instanceof AppError ? "warn" : "error"](
      { proposalId: id, deviceId: device.id, ...reasonOf(tried.error) },
      "A held proposal could not be confirmed",
    );
    await deps.storage.proposals.noteUnconfirmed(id, deps.clock.now());
    return false;
  };
}

/**
 * Nothing that was read live bears it out: the device is gone, say, or cannot be changed any more. Held on, it would
 * be asked about every minute; if there is something to it after all, the next sweep proposes it again.
 */
async function endUnsupported(
  { storage, clock, log }: EvaluateDeps,
  { id, version }: Proposal,
): Promise<void> {
  await storage.transaction(async (unit) => {
    await lockPlaces(unit);
    const held = await unit.proposals.getForUpdate(id);
    if (held.version !== version) return;
    await supersede(unit, log, held, { kind: "evidence" }, null, clock.now());
  });
}

/** @returns false when it has no place after all: answered, superseded or overtaken between the reads. */
async function release(
  { storage, clock, log }: EvaluateDeps,
  id: ProposalId,
): Promise<boolean> {
  return await storage.transaction(async (unit) => {
    await lockPlaces(unit);
    // As they are now: a run may take minutes, and somebody may have turned proposing off meanwhile.
    const { values: settings } = await currentSettings(unit);
    const held = await unit.proposals.getForUpdate(id);
    if (!stateAllows(held.state, "release") || !isConfirmed(held)) return false;
    const at = clock.now();
    const isFirst = isFirstByEvidence(held);
    if (isFirst && (await findPlacesForEvidence(unit, settings, at)) === 0)
      return false;
    const channelId = await findCardPlace(
      unit,
      held.device,
      settings,
      isBareWish(held),
    );
    if (channelId === null) return false;
    if (isFirst) await notePlaced(unit, at);
    const state = releasedState(held.state, at);
    const key = cardKey("proposal", id);
    const message = (await unit.cardPosts.find(key))?.message;
    const standsThere = message?.channelId === channelId;
    // It was posted in a channel that is lost still: here it is posted anew.
    if (message && !standsThere) await unit.cardPosts.forgetMessage(key);
    // It has all of its time again, also where its card stands already.
    await unit.proposals.releaseReminders([id]);
    await storeChange(
      unit,
      log,
      held,
      next(held, {
        state,
        channelId,
        postBy: postByOf(state, at, settings.proposalExpiresHours),
        ...(standsThere ? postedAgain(state, at, settings) : {}),
      }),
      {
        event: "release",
        at,
        actor: null,
        details: { channelId },
      },
    );
    return true;
  });
}

/** Its card stood there all the while and is edited: nothing else stamps when it was posted. */
function postedAgain(
  state: StateOf<TargetOf<"release">>,
  at: Date,
  settings: Pick<SettingValues, "proposalExpiresHours" | "workingHours">,
): Pick<Proposal, "postedAt" | "expiresAt" | "remindBeforeMs"> {
  const from = state.kind === "snoozed" ? state.until : at;
  return { postedAt: at, ...lifetimeFrom(from, settings) };
}

function releasedState(
  { snooze }: StateOf<Allowing<"release">>,
  now: Date,
): StateOf<TargetOf<"release">> {
  return snooze && snooze.until > now
    ? { kind: "snoozed", ...snooze }
    : { kind: "pending" };
}
