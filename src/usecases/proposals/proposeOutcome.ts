import { toDeviceRef } from "../../domain/devices/device.ts";
import { recordHandedOff } from "../handoffs/recordHandoff.ts";
import type { Log } from "../../ports/log.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import {
  asksForNothing,
  chooseStep,
  stepBy,
  type Evaluated,
} from "../../domain/proposals/chooseStep.ts";
import { createProposal, supersede } from "./createProposal.ts";
import { HISTORY } from "./history.ts";
import { lockPlaces, type PlaceSettings } from "./placeProposal.ts";
import {
  replacedRecently,
  StaleRead,
} from "../../domain/proposals/replacedRecently.ts";
import { next } from "../../domain/proposals/states.ts";
import { storeChange } from "./storeChange.ts";
import type { HandedOff } from "../../domain/proposals/weighEvidence.ts";

/** What came of it. */
export interface Proposed {
  /** A new proposal was stored. */
  readonly proposed: boolean;
  /** That the device is with its person was news. */
  readonly handedOff: boolean;
}

/**
 * Stores what the evidence of a device comes to: the record of its handoff, and what follows for its proposals; see
 * `chooseStep`. Doing it again with the same evidence changes nothing.
 *
 * @throws {StaleRead} `primaryUser` is what our own last change replaced, read too early: to be tried again.
 */
export async function proposeOutcome(
  unit: UnitOfWork,
  log: Log,
  evaluated: Evaluated & { readonly handedOff: HandedOff | null },
  settings: PlaceSettings,
  now: Date,
): Promise<Proposed> {
  const { handedOff } = evaluated;
  const isNews =
    handedOff !== null &&
    (await recordHandedOff(
      unit,
      {
        ...handedOff,
        device: evaluated.device,
        primaryUser: evaluated.primaryUser,
        enrolledAt: evaluated.device.enrolledAt,
      },
      now,
    ));
  const proposed = await propose(unit, log, evaluated, settings, now);
  return { proposed, handedOff: isNews };
}

/** @returns whether a new proposal was stored. */
async function propose(
  unit: UnitOfWork,
  log: Log,
  evaluated: Evaluated,
  settings: PlaceSettings,
  now: Date,
): Promise<boolean> {
  const { device, primaryUser, confirmedAt } = evaluated;
  // Most devices are as they should be, and need not wait for others.
  if (
    asksForNothing(evaluated) &&
    !(await unit.proposals.findActive(device.id))
  )
    return false;
  await lockPlaces(unit);
  const earlier = await unit.proposals.listForDevice(device.id, HISTORY);
  const { enrolledAt } = device;
  if (
    earlier.some((other) =>
      replacedRecently(other, primaryUser, now, enrolledAt),
    )
  )
    throw new StaleRead(device.id);
  const found = await unit.proposals.findActive(device.id);
  const active = found && (await unit.proposals.getForUpdate(found.id));
  const { overtaken, then } = stepBy(
    chooseStep(evaluated, active, earlier, now),
    settings,
  );
  if (overtaken)
    await supersede(
      unit,
      log,
      overtaken,
      { kind: "owner-changed-elsewhere", primaryUser },
      null,
      now,
    );
  switch (then.kind) {
    case "nothing":
      return false;
    case "suppressed":
      log.info(
        { deviceId: device.id },
        "A change was not proposed again, because people said no to it lately",
      );
      return false;
    case "end": {
      const { open, contradicted } = then;
      await supersede(
        unit,
        log,
        open,
        { kind: "evidence", ...(contradicted && { contradicted }) },
        null,
        now,
      );
      return false;
    }
    case "confirm":
    case "refresh": {
      const { open } = then;
      await storeChange(
        unit,
        log,
        open,
        next(open, {
          device: toDeviceRef(device),
          confirmedAt: confirmedAt ?? open.confirmedAt,
          ...(then.kind === "refresh" && { evidence: then.evidence }),
        }),
        { event: "refresh", at: now, actor: null },
      );
      return false;
    }
    case "create":
      await createProposal(
        unit,
        log,
        {
          device: toDeviceRef(device),
          fromUser: primaryUser,
          toUser: then.toUser,
          origin: { kind: "machine" },
          evidence: then.evidence,
          confirmedAt,
        },
        then.open,
        settings,
        now,
      );
      return true;
  }
}
