import { z } from "zod";
import type { DeviceId } from "../../domain/devices/device.ts";
import type {
  ComplianceState,
  EnrolmentKind,
  ListedDevice,
} from "../../domain/devices/directory.ts";
import type { LastLogon } from "../../domain/devices/lastLogon.ts";
import type { Log } from "../../ports/log.ts";
import {
  normalizeUpn,
  type PersonRef,
  type UserId,
} from "../../domain/people/user.ts";
import { pathSegment } from "./addresses.ts";
import {
  instantOrNull,
  parseAnswer,
  requireAsked,
  textOrEmpty,
  textOrNull,
} from "./answer.ts";
import type { Connection } from "./connection.ts";
import { GraphNotFound } from "../../ports/graphErrors.ts";
import type { CallOptions, DevicePage } from "../../ports/graph.ts";
import { withEnrolmentJoinType } from "./joinTypes.ts";
import { readListPage } from "./listPage.ts";
import {
  DEVICES_PATH,
  deviceFields,
  READ_DEVICES,
  SELECTED_OF_DEVICE,
  toDevice,
} from "./managedDevice.ts";

/**
 * Intune's largest page.
 * https://learn.microsoft.com/graph/api/intune-devices-manageddevice-list
 */
const PAGE_SIZE = 1_000;

const SELECT = [
  ...SELECTED_OF_DEVICE,
  "enrolledByUserPrincipalName",
  "complianceState",
  "userId",
  "userPrincipalName",
  "userDisplayName",
  "usersLoggedOn",
].join(",");

/** One device with what a page of the list tells of it; as there, nobody else is asked for its join type. */
export async function findListedDevice(
  connection: Connection,
  id: DeviceId,
  { signal }: CallOptions = {},
): Promise<ListedDevice | null> {
  const operation = "devices.findListed";
  try {
    const answer = await connection.read({
      operation,
      permission: READ_DEVICES,
      path: `${DEVICES_PATH}/${pathSegment(operation, id)}?$select=${SELECT}`,
      signal,
    });
    const listed = parseAnswer(operation, ListedRow, answer);
    requireAsked(operation, id, listed.device.id);
    return listed;
  } catch (error) {
    if (error instanceof GraphNotFound) return null;
    throw error;
  }
}

/**
 * One page of the tenant's devices, narrow: wide ones end in 504 on large tenants. The join type is what the list
 * and the kind of enrolment say: asking Entra about each device would be a request a device.
 *
 * @param changedSince is asked for and applied again, since Intune answers a filter it does not know with everything.
 */
export async function listDevices(
  connection: Connection,
  log: Pick<Log, "warn"> | undefined,
  changedSince: Date | null,
  cursor: string | null,
): Promise<DevicePage> {
  const filter = changedSince
    ? `&$filter=lastSyncDateTime%20gt%20${changedSince.toISOString()}`
    : "";
  const { rows, next, expected } = await readListPage(
    connection,
    {
      operation: "devices.list",
      permission: READ_DEVICES,
      path: `${DEVICES_PATH}?$top=${PAGE_SIZE}&$select=${SELECT}${filter}`,
    },
    cursor,
    ListedRow,
    log,
  );
  return {
    devices: changedSince
      ? rows.filter(({ device }) => isAfter(device.lastCheckInAt, changedSince))
      : rows,
    next,
    expected,
  };
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

const ListedRow = z
  .object({
    ...deviceFields,
    enrolledByUserPrincipalName: textOrNull,
    complianceState: textOrEmpty,
    userId: textOrNull,
    userPrincipalName: textOrNull,
    userDisplayName: textOrNull,
    // Whatever stands there instead of a list tells no logons, as an empty one does.
    usersLoggedOn: z.array(z.unknown()).nullish().catch(null),
  })
  .transform((row): ListedDevice => ({
    device: withEnrolmentJoinType(toDevice(row), row.deviceEnrollmentType),
    enrolment: enrolmentOf(row.deviceEnrollmentType),
    enrolledByUpn: row.enrolledByUserPrincipalName
      ? normalizeUpn(row.enrolledByUserPrincipalName)
      : null,
    compliance: COMPLIANCE.get(row.complianceState.toLowerCase()) ?? "unknown",
    listedUser: listedUserOf(row),
    lastLogons: newestFirst(row.usersLoggedOn ?? []),
  }));

/** The UPN may be empty where the id is set, and the other way round; only an id is a person. */
function listedUserOf(row: {
  readonly userId: string | null;
  readonly userPrincipalName: string | null;
  readonly userDisplayName: string | null;
}): PersonRef | null {
  const id = row.userId?.toLowerCase() ?? NOBODY;
  if (id === NOBODY) return null;
  return {
    id: id as UserId,
    displayName: row.userDisplayName ?? row.userPrincipalName ?? id,
    userPrincipalName: row.userPrincipalName ?? "",
  };
}

const LoggedOn = z.object({
  userId: z
    .string()
    .min(1)
    .transform((id) => id.toLowerCase()),
  lastLogOnDateTime: instantOrNull,
});

/** Each person's newest logon, newest first. Intune gives them in no order, and one person twice. */
function newestFirst(entries: readonly unknown[]): readonly LastLogon[] {
  const newest = new Map<string, Date>();
  for (const entry of entries) {
    const parsed = LoggedOn.safeParse(entry);
    if (!parsed.success) continue;
    const { userId, lastLogOnDateTime: at } = parsed.data;
    if (at === null || userId === NOBODY) continue;
    if (isAfter(at, newest.get(userId) ?? null)) newest.set(userId, at);
  }
  return [...newest]
    .map(([userId, at]) => ({ userId: userId as UserId, at }))
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** Whether `at` is known, and later than `other` where that is known. */
function isAfter(at: Date | null, other: Date | null): boolean {
  return at !== null && (other === null || at > other);
}

/** Enrolments without a person: bulk tokens and devices that enrol themselves. */
const WITHOUT_A_PERSON: ReadonlySet<string> = new Set([
  "windowsbulkuserless",
  "windowsbulkazuredomainjoin",
  "windowsazureadjoinusingdeviceauth",
  "applebulkwithoutuser",
]);

/** https://learn.microsoft.com/graph/api/resources/intune-devices-deviceenrollmenttype */
function enrolmentOf(type: string): EnrolmentKind {
  const name = type.toLowerCase();
  if (name === "deviceenrollmentmanager") return "device-enrolment-manager";
  return WITHOUT_A_PERSON.has(name) ? "none" : "user";
}

const COMPLIANCE: ReadonlyMap<string, ComplianceState> = new Map([
  ["compliant", "compliant"],
  ["noncompliant", "noncompliant"],
  ["ingraceperiod", "in-grace-period"],
  ["conflict", "conflict"],
  ["error", "error"],
  ["configmanager", "config-manager"],
]);
