import type { Clock } from "../../ports/clock.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage } from "../../ports/storage.ts";
import {
  authenticateReport,
  CLOCK_TOLERANCE_SECONDS,
  ReportNotAuthenticated,
  type SignedRequest,
  type Signer,
} from "./authenticateReport.ts";
import {
  confirmManagedDevice,
  confirmRegistration,
  DEVICE_LIMIT,
  recallRegistration,
  ReportCannotBeChecked,
  ReportForOtherDevice,
  TooManyReports,
} from "./confirmDevice.ts";
import type { IdentityChecks } from "./identityChecks.ts";
import { recordReport } from "./recordReport.ts";
import { parseReport, ReportMalformed } from "./parseReport.ts";
import type { ReportAuthentication } from "../../domain/evidence/reportAuthentication.ts";
import { ReportRefused } from "./reportRefused.ts";
import {
  MAX_REPORT_BYTES,
  type ReportAnswer,
} from "../../domain/evidence/reportRequest.ts";

export type { ReportAuthentication };

export type ReportRequest = SignedRequest;

export interface ReceiveReportDeps {
  readonly storage: Storage;
  readonly graph: Pick<Graph, "devices">;
  /** One for the process, with what they remember. */
  readonly identityChecks: IdentityChecks;
  readonly authentication: ReportAuthentication;
  readonly clock: Clock;
  readonly log: Log;
}

class ReportTooLarge extends ReportRefused {
  readonly code = "report.too-large";
  readonly rule = "A report may have at most 64 KiB.";

  constructor() {
    super("Logon report over 64 KiB");
  }
}

/** The nonce was used before: the report is a copy. */
class ReportReplayed extends ReportRefused {
  readonly code = "report.replayed";
  readonly rule =
    "This nonce was used before. Sign each attempt with a fresh one.";

  constructor() {
    super("Logon report replayed");
  }
}

/** Where Graph named no wait. */
const DEFAULT_RETRY_MS = 60_000;

// Until a copy fails on its timestamp alone, whichever replica's clock it meets.
const NONCE_LIFE_MS = 3 * CLOCK_TOLERANCE_SECONDS * 1000;

/**
 * Takes in one device's logon report. It is durable when this resolves with 202, and so is the job that evaluates
 * the device; an older report than the one kept changes nothing and is answered 202 too, for it is not the
 * device's fault.
 *
 * Checks, in this order: size (413), proof of the sender and its time (401), replay (409), form (400), whether it
 * speaks of itself (403), how often (429), and whether all of that could be found out (503). A copy of a certificate's
 * request is a replay even where Entra, asked for the first one, has not said yet whether it knows the certificate.
 */
export async function receiveReport(
  deps: ReceiveReportDeps,
  request: ReportRequest,
): Promise<ReportAnswer> {
  try {
    await takeIn(deps, request);
    return { status: 202 };
  } catch (error) {
    const status = statuses.find(([kind]) => error instanceof kind)?.[1];
    if (status === undefined || !(error instanceof ReportRefused)) throw error;
    deps.log.warn(
      { code: error.code, reason: error.message },
      "Logon report refused",
    );
    return {
      status,
      code: error.code,
      message: error.rule,
      ...(error.retryable && {
        retryAfterSeconds: Math.ceil(
          (error.retryAfterMs ?? DEFAULT_RETRY_MS) / 1000,
        ),
      }),
    };
  }
}

const statuses = [
  [ReportTooLarge, 413],
  [ReportNotAuthenticated, 401],
  [ReportReplayed, 409],
  [ReportMalformed, 400],
  [ReportForOtherDevice, 403],
  [TooManyReports, 429],
  [ReportCannotBeChecked, 503],
] as const;

async function takeIn(
  deps: ReceiveReportDeps,
  request: ReportRequest,
): Promise<void> {
  const { storage, authentication, clock } = deps;
  if (request.rawBody.length > MAX_REPORT_BYTES) throw new ReportTooLarge();

  const now = clock.now();
  const signer = authenticateReport(authentication, request, now);
  const certificate =
    signer.kind === "device-certificate" ? signer.certificate : null;
  const known =
    certificate && (await recallRegistration(deps, certificate, now));
  // Before Graph is asked: a copy of a request must cost no question.
  await claimNonce(storage, signer, now);
  // Graph being away is the last thing a report is refused for, so it is held back until all else was asked.
  const registration =
    certificate &&
    known &&
    (await orDoubt(confirmRegistration(deps, certificate, known)));

  const report = parseReport(request.rawBody, now);
  const { deviceId } = report;
  let doubt: ReportCannotBeChecked | null = null;
  if (registration instanceof ReportCannotBeChecked) doubt = registration;
  else {
    if (certificate && registration)
      doubt = await orDoubt(
        confirmManagedDevice(deps, certificate, registration, deviceId).then(
          () => null,
        ),
      );
    // Counted for who was proven to have sent it: nobody can use up another device's reports with a certificate.
    await countReport(storage, certificate?.entraDeviceId ?? deviceId);
  }
  if (doubt) throw doubt;

  await storage.transaction(async (unit) => {
    const observedAt = signer.kind === "nobody" ? now : signer.signedAt;
    const isNews = await recordReport(unit, report, observedAt, now);
    // One at a time: a run that began with older evidence must not end after one with newer.
    if (isNews)
      await unit.queue.send("evaluateDevice", { deviceId }, { key: deviceId });
  });
}

async function orDoubt<T>(
  question: Promise<T>,
): Promise<T | ReportCannotBeChecked> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof ReportCannotBeChecked) return error;
    throw error;
  }
}

async function claimNonce(
  { nonces }: Pick<Storage, "nonces">,
  signer: Signer,
  now: Date,
): Promise<void> {
  if (signer.kind === "nobody") return;
  const scope =
    signer.kind === "shared-key"
      ? `key:${signer.keyId}`
      : `certificate:${signer.certificate.thumbprint}`;
  const expiresAt = new Date(now.getTime() + NONCE_LIFE_MS);
  if (!(await nonces.claim(scope, signer.nonce, expiresAt)))
    throw new ReportReplayed();
}

async function countReport(
  { rates }: Pick<Storage, "rates">,
  deviceId: string,
): Promise<void> {
  const waitMs = await rates.take(`report:${deviceId}`, DEVICE_LIMIT);
  if (waitMs > 0) throw new TooManyReports(deviceId, waitMs);
}
