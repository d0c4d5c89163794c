import { z } from "zod";
import { AppError } from "../../domain/appError.ts";
import type { Device, JoinType } from "../../domain/devices/device.ts";
import { isWindows } from "../../domain/devices/eligibility.ts";
import type { Log } from "../../ports/log.ts";
import { odataString } from "./addresses.ts";
import { lowerCaseId, textOrEmpty } from "./answer.ts";
import type { Connection } from "./connection.ts";
import type { CallOptions } from "../../ports/graph.ts";
import { listFiltered } from "./listing.ts";

/** Beside the device itself, what Intune says of how it came in; empty when it does not say. */
export interface FoundDevice {
  readonly device: Device;
  readonly enrolmentType: string;
}

/**
 * Makes up for a `joinType` that Intune leaves out or calls unknown, as its beta may: first asks Entra, which knows
 * best how the device is joined now, then looks at how it was enrolled.
 *
 * Only for Windows, where the answer matters. A permission that is missing for asking leaves the type unknown, with a
 * warning, because much of what is asked of a device does not need it.
 *
 * @throws {GraphThrottled | GraphUnavailable} Entra cannot be asked at the moment.
 */
export function createJoinTypes(
  connection: Connection,
  log: Pick<Log, "warn"> | undefined,
): (found: FoundDevice, options: CallOptions) => Promise<Device> {
  return async ({ device, enrolmentType }, options) => {
    if (device.joinType !== "unknown" || !isWindows(device.operatingSystem))
      return device;
    const asked = await askEntra(connection, device, options);
    const joinType =
      asked.joinType ?? ENROLMENT_TYPES.get(enrolmentType.toLowerCase());
    if (joinType) return { ...device, joinType };
    log?.warn(
      {
        deviceId: device.id,
        entraDeviceId: device.entraDeviceId,
        ...(asked.code ? { code: asked.code } : {}),
      },
      "Neither Intune nor Entra tells how a device is joined",
    );
    return device;
  };
}

/**
 * Makes up for it without asking anyone, as far as the kind of enrolment tells: for a list, where asking would be a
 * request a device.
 */
export function withEnrolmentJoinType(
  device: Device,
  enrolmentType: string,
): Device {
  if (device.joinType !== "unknown" || !isWindows(device.operatingSystem))
    return device;
  const joinType = ENROLMENT_TYPES.get(enrolmentType.toLowerCase());
  return joinType ? { ...device, joinType } : device;
}

/** https://learn.microsoft.com/graph/api/resources/device, in lower case. */
const TRUST_TYPES: ReadonlyMap<string, JoinType> = new Map([
  ["azuread", "joined"],
  ["serverad", "hybrid"],
  ["workplace", "registered"],
]);

/**
 * `deviceEnrollmentType`, in lower case, where it says how the device is joined. Enrolment by a user, by an enrolment
 * manager or by policy (`windowsAutoEnrollment`) does not: a device that is only registered enrols so, too. A
 * co-managed device is joined in one of the two ways, and its primary user can be changed in either.
 *
 * https://learn.microsoft.com/graph/api/resources/intune-shared-deviceenrollmenttype
 */
const ENROLMENT_TYPES: ReadonlyMap<string, JoinType> = new Map([
  ["windowsazureadjoin", "joined"],
  ["windowsazureadjoinusingdeviceauth", "joined"],
  ["windowsbulkazuredomainjoin", "joined"],
  ["azureadjoinusingazurevmextension", "joined"],
  ["windowscomanagement", "hybrid"],
]);

const DirectoryDevice = z.object({
  deviceId: lowerCaseId,
  trustType: textOrEmpty,
});

async function askEntra(
  connection: Connection,
  { entraDeviceId }: Device,
  { signal }: CallOptions,
): Promise<{
  readonly joinType?: JoinType | undefined;
  readonly code?: string;
}> {
  if (entraDeviceId === null) return {};
  try {
    const [found] = await listFiltered(
      connection,
      {
        operation: "entraDevices.trustType",
        permission: "Device.Read.All",
        path: `/v1.0/devices?$filter=deviceId%20eq%20${odataString(entraDeviceId)}&$select=id,deviceId,trustType`,
        signal,
      },
      DirectoryDevice,
      (device) => device.deviceId === entraDeviceId,
    );
    return { joinType: TRUST_TYPES.get(found?.trustType.toLowerCase() ?? "") };
  } catch (error) {
    if (error instanceof AppError && !error.retryable)
      return { code: error.code };
    throw error;
  }
}
