import { AppError } from "../../domain/appError.ts";
import type { DeviceId } from "../../domain/devices/device.ts";
import type { CallOptions, EntraDevice, Graph } from "../../ports/graph.ts";
import type { Bucket, RateStore } from "../../ports/stores/rateStore.ts";
import { ReportNotAuthenticated } from "./authenticateReport.ts";
import { type DeviceCertificate, isRegistered } from "./deviceCertificate.ts";
import type { DeviceBindingStore } from "../../ports/stores/deviceBindingStore.ts";
import type { IdentityChecks } from "./identityChecks.ts";
import { ReportRefused } from "./reportRefused.ts";

interface ConfirmDeps {
  readonly graph: Pick<Graph, "devices">;
  readonly identityChecks: IdentityChecks;
  readonly storage: {
    readonly bindings: DeviceBindingStore;
    readonly rates: RateStore;
  };
}

/** The device is who it says, but reports for a managed device that is not it. */
export class ReportForOtherDevice extends ReportRefused {
  readonly code = "report.other-device";
  readonly rule =
    "ManagedDeviceID is not the Intune device of this certificate.";

  constructor(entraDeviceId: string) {
    super(`Entra device ${entraDeviceId} reported for another managed device`);
  }
}

export class TooManyReports extends ReportRefused {
  readonly code = "report.too-many";
  readonly rule = "Too many reports from this device. Report later.";
  override readonly retryable = true;
  override readonly retryAfterMs: number;

  constructor(deviceId: string, retryAfterMs: number) {
    super(`Too many reports from device ${deviceId}`);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Only Microsoft Graph can say whether this is the device, and it cannot be asked now. */
export class ReportCannotBeChecked extends ReportRefused {
  readonly code = "report.cannot-be-checked";
  readonly rule =
    "The device cannot be checked at the moment. Report again later.";
  override readonly retryable = true;
  override readonly retryAfterMs: number | undefined;

  constructor(because: string, retryAfterMs?: number) {
    super(`Logon report cannot be checked: ${because}`);
    this.retryAfterMs = retryAfterMs;
  }
}

/** That Entra has the certificate for an enabled device, as of `checkedAt`. */
export interface Registration {
  readonly checkedAt: Date;
  /** The managed device that was found to be it at the last look; null before the first. */
  readonly managedDeviceId: DeviceId | null;
}

/** What one device may send; also how often it may make us look for its managed device. */
export const DEVICE_LIMIT: readonly Bucket[] = [
  { capacity: 30, refillPerSecond: 30 / 3600 },
];

const REGISTRATION_LIFE_MS = 24 * 60 * 60 * 1000;

/** A device's HTTP client gives up after a minute or so; two questions must fit. */
const GRAPH_TIMEOUT_MS = 10_000;

/** What is known of a certificate before anybody is asked. */
export interface KnownCertificate {
  /** Null unless Entra confirmed it within 24 hours. */
  readonly registration: Registration | null;
  /** Entra confirmed it at some time: whoever made it up cannot say so. */
  readonly wasConfirmed: boolean;
}

/**
 * What is remembered of this certificate.
 *
 * @throws {ReportNotAuthenticated} Entra said minutes ago that it does not know the device or the certificate.
 */
export async function recallRegistration(
  { identityChecks, storage }: ConfirmDeps,
  certificate: DeviceCertificate,
  now: Date,
): Promise<KnownCertificate> {
  const { entraDeviceId, thumbprint } = certificate;
  const binding = await storage.bindings.find(thumbprint);
  const wasConfirmed = binding?.entraDeviceId === entraDeviceId;
  if (
    wasConfirmed &&
    now.getTime() - binding.checkedAt.getTime() < REGISTRATION_LIFE_MS
  )
    return { registration: binding, wasConfirmed };
  const told = identityChecks.recall(entraDeviceId);
  if (told !== undefined) requireRegistered(certificate, told);
  return { registration: null, wasConfirmed };
}

/**
 * Confirms that Entra holds this certificate for an enabled device. The answer counts for 24 hours from when Entra
 * gave it.
 *
 * @throws {ReportNotAuthenticated} Entra does not know the device or the certificate, or the device is disabled.
 * @throws {ReportCannotBeChecked} Entra must be asked and cannot be.
 */
export async function confirmRegistration(
  { identityChecks }: ConfirmDeps,
  certificate: DeviceCertificate,
  { registration, wasConfirmed }: KnownCertificate,
): Promise<Registration> {
  if (registration) return registration;
  const answer = await ask((options) =>
    identityChecks.find(
      certificate.entraDeviceId,
      wasConfirmed,
      (device) => isEnabledAndIts(certificate, device),
      options,
    ),
  );
  if (answer.kind === "too-many")
    throw new ReportCannotBeChecked("too many new certificates", answer.waitMs);
  requireRegistered(certificate, answer.device);
  return { checkedAt: answer.askedAt, managedDeviceId: null };
}

function requireRegistered(
  certificate: DeviceCertificate,
  device: EntraDevice | null,
): void {
  if (!isEnabledAndIts(certificate, device))
    throw new ReportNotAuthenticated(
      "Entra does not know this certificate for an enabled device.",
    );
}

function isEnabledAndIts(
  certificate: DeviceCertificate,
  device: EntraDevice | null,
): boolean {
  return device?.accountEnabled === true && isRegistered(certificate, device);
}

/**
 * Confirms that the managed device a report is about is the device that signed it, and remembers it. A managed
 * device other than the remembered one is looked up, because a device that was enrolled again has a new one.
 *
 * @throws {ReportForOtherDevice} Intune does not know the managed device, or knows it as another Entra device.
 * @throws {TooManyReports} the device made us look too often.
 * @throws {ReportCannotBeChecked} Intune must be asked and cannot be.
 */
export async function confirmManagedDevice(
  { graph, storage }: ConfirmDeps,
  certificate: DeviceCertificate,
  registration: Registration,
  managedDeviceId: DeviceId,
): Promise<void> {
  if (registration.managedDeviceId === managedDeviceId) return;

  const { entraDeviceId, thumbprint } = certificate;
  const waitMs = await storage.rates.take(
    `report-lookups:${entraDeviceId}`,
    DEVICE_LIMIT,
  );
  if (waitMs > 0) throw new TooManyReports(entraDeviceId, waitMs);

  const device = await ask((options) =>
    graph.devices.find(managedDeviceId, options),
  );
  if (device?.entraDeviceId?.toLowerCase() !== entraDeviceId)
    throw new ReportForOtherDevice(entraDeviceId);

  await storage.bindings.save({
    thumbprint,
    entraDeviceId,
    managedDeviceId,
    checkedAt: registration.checkedAt,
  });
}

/** A missing permission is no fault of the device either: it reports again when that is mended. */
async function ask<T>(
  question: (options: CallOptions) => Promise<T>,
): Promise<T> {
  try {
    return await question({ signal: AbortSignal.timeout(GRAPH_TIMEOUT_MS) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new ReportCannotBeChecked(error.message, error.retryAfterMs);
  }
}
