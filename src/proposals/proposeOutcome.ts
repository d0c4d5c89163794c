import { isDeepStrictEqual } from "node:util";
import type { Device } from "../devices/device.ts";
import type { Log } from "../log.ts";
import type { PersonRef } from "../people/user.ts";
import type { UnitOfWork } from "../storage/storage.ts";
import { createProposal, supersede, toDeviceRef } from "./createProposal.ts";
import { replacedLately, StaleRead } from "../reassignments/readPrimaryUser.ts";
import { isRemembered } from "./memory.ts";
import { lockPlaces, type PlaceSettings } from "./placeProposal.ts";
import type { FrozenEvidence, Proposal } from "./proposal.ts";
import { isOpen, next } from "./states.ts";
import { storeChange } from "./storeChange.ts";

interface Considered {
  readonly device: Device;
  readonly primaryUser: PersonRef | null;
  readonly evidence: FrozenEvidence;
  readonly settings: PlaceSettings;
  readonly now: Date;
}

/** How far back a device's proposals are read: evidence that changes its mind every hour must not push a "no" out. */
const HISTORY = 1000;

/**
 * Turns what the evidence says into a proposal, seen beside what is open for the device:
 *
 * - being changed right now: nothing is proposed until that is settled;
 * - the primary user changed elsewhere: the open proposal is superseded, whoever made it;
 * - a person asked for something: the evidence never supersedes that;
 * - the same change is open: its evidence is refreshed, the card stays;
 * - another change, or none any more: superseded.
 *
 * @throws {StaleRead} `primaryUser` is what our own last change replaced, read too early: to be tried again.
 */
export async function proposeOutcome(
  unit: UnitOfWork,
  log: Log,
  considered: Considered,
): Promise<void> {
  const { device, primaryUser, evidence, settings, now } = considered;
  const target = targetOf(evidence);
  // Most devices are as they should be, and need not wait for others.
  if (target === "no change" && !(await unit.proposals.findInSlot(device.id)))
    return;
  await lockPlaces(unit);
  const earlier = await unit.proposals.listForDevice(device.id, HISTORY);
  if (earlier.some((other) => replacedLately(other, primaryUser, now)))
    throw new StaleRead(device.id);
  const inSlot = await unit.proposals.findInSlot(device.id);
  let open = inSlot && (await unit.proposals.getForUpdate(inSlot.id));
  if (open && !isOpen(open)) return;
  if (open && (open.fromUser?.id ?? null) !== (primaryUser?.id ?? null)) {
    await supersede(
      unit,
      log,
      open,
      { kind: "owner-changed-elsewhere", primaryUser },
      null,
      now,
    );
    open = null;
  }
  if (open?.origin.kind === "manual") return;

  if (target === "no change") {
    if (open) await supersede(unit, log, open, { kind: "evidence" }, null, now);
    return;
  }
  if (open && (open.toUser?.id ?? null) === (target?.id ?? null)) {
    await refreshEvidence(unit, log, open, device, evidence, now);
    return;
  }
  if (isRemembered(earlier, target?.id ?? null, evidence, now)) {
    if (open) await supersede(unit, log, open, { kind: "evidence" }, null, now);
    log.info(
      { deviceId: device.id },
      "A change was not proposed again, because people said no to it lately",
    );
    return;
  }
  await createProposal(
    unit,
    log,
    {
      device: toDeviceRef(device),
      fromUser: primaryUser,
      toUser: target,
      origin: { kind: "machine" },
      evidence,
    },
    open,
    settings,
    now,
  );
}

function targetOf({
  outcome,
  counted,
}: FrozenEvidence): PersonRef | null | "no change" {
  switch (outcome.kind) {
    case "reassign": {
      const winner = counted.find(({ person }) => person.id === outcome.toUser);
      if (!winner)
        throw new Error("An outcome names a user who was not counted");
      return winner.person;
    }
    case "clear":
      return null;
    case "keep":
    case "unclear":
      return "no change";
  }
}

/** A report that counts the same changes nothing, so that a card in somebody's hand stays valid. */
async function refreshEvidence(
  unit: UnitOfWork,
  log: Log,
  open: Proposal,
  device: Device,
  evidence: FrozenEvidence,
  now: Date,
): Promise<void> {
  const counts = ({ counted, leftOut, outcome }: FrozenEvidence) => ({
    counted,
    leftOut,
    outcome,
  });
  if (
    open.evidence &&
    isDeepStrictEqual(counts(open.evidence), counts(evidence))
  )
    return;
  await storeChange(
    unit,
    log,
    open,
    next(open, { device: toDeviceRef(device), evidence }),
    {
      kind: "proposal.evidence-refreshed",
      at: now,
      actor: null,
    },
  );
}
