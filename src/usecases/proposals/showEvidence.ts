import { AppError } from "../../domain/appError.ts";
import type { Device, DeviceId } from "../../domain/devices/device.ts";
import { dayOf, joinDays, NO_DAYS } from "../../domain/evidence/activeDays.ts";
import { signInsSince } from "../../domain/evidence/agreement.ts";
import { stripOf } from "../../domain/evidence/dayStrip.ts";
import type { PersonRef, UserId } from "../../domain/people/user.ts";
import { showPerson } from "../../domain/proposals/background.ts";
import type { FrozenEvidence } from "../../domain/proposals/proposal.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { Storage } from "../../ports/storage.ts";
import { nameThose } from "./collectDays.ts";
import { collectEvidence } from "./collectEvidence.ts";
import type { EvaluateDeps } from "./evaluateDevice.ts";

/**
 * What is stored of a device, for whoever decides about a change that somebody asked for. Nobody is looked up in
 * Entra for it, and it keeps nobody from asking: null where it cannot be told now.
 *
 * @param technicians who is in the technicians' group.
 */
export async function collectBackground(
  deps: EvaluateDeps,
  device: Device,
  primaryUser: PersonRef | null,
  technicians: ReadonlySet<UserId>,
  values: SettingValues,
): Promise<FrozenEvidence | null> {
  const listed = await deps.storage.devices.find(device.id);
  try {
    const weighed = await collectEvidence(
      deps,
      { device, listed, primaryUser, technicians },
      values,
      "stored",
    );
    return weighed?.evidence ?? null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    deps.log.info(
      { deviceId: device.id, code: error.code },
      "A change was asked for without what is known of the device",
    );
    return null;
  }
}

/**
 * Evidence with the days of whoever is proposed, whom it may not name. Where they never were on the device it says
 * so. Evidence that knows no days is as it was.
 */
export async function withDaysOf<Evidence extends FrozenEvidence | null>(
  storage: Pick<Storage, "days" | "devices" | "people">,
  evidence: Evidence,
  deviceId: DeviceId,
  person: PersonRef | null,
  primaryUser: PersonRef | null,
): Promise<Evidence> {
  const days = evidence?.days;
  if (!evidence || !days || !person) return evidence;
  const known = days.people.find((row) => row.person?.id === person.id);
  const seen =
    known?.seen ??
    stripOf(await daysOf(storage, deviceId, person.id), days.until);
  return { ...evidence, days: showPerson(days, person, seen, primaryUser) };
}

async function daysOf(
  storage: Pick<Storage, "days" | "devices" | "people">,
  deviceId: DeviceId,
  person: UserId,
) {
  const [kept, signedIn, listed] = await Promise.all([
    storage.days.find(deviceId),
    storage.days.findSignIns(deviceId),
    storage.devices.find(deviceId),
  ]);
  const enrolledAt = listed?.device.enrolledAt ?? null;
  const told = await nameThose(storage, kept?.days ?? NO_DAYS, enrolledAt);
  const signIns = signInsSince(
    signedIn?.people ?? new Map(),
    enrolledAt && dayOf(enrolledAt),
  );
  return joinDays(told.people.get(person) ?? [], signIns.get(person) ?? []);
}
