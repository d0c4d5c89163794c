import { z } from "zod";
import type { DeviceId } from "../../domain/devices/device.ts";
import {
  isDaysReport,
  readDaysReport,
  type DaysReport,
  type ReportedUser,
} from "../../domain/evidence/daysReport.ts";
import { parseUpn } from "../../domain/people/upn.ts";
import { ReportRefused } from "./reportRefused.ts";

/** What a device says: who logged on to it, how often or on which days. */
export type Report =
  | {
      readonly version: 1;
      readonly deviceId: DeviceId;
      /** UPN (trimmed, lower case) → logons, 0 to 1,000,000. */
      readonly logonsByUpn: ReadonlyMap<string, number>;
    }
  | {
      readonly version: 2;
      readonly deviceId: DeviceId;
      readonly days: DaysReport;
    };

/** The body is not a logon report. `rule` says which rule it breaks, for whoever maintains the script. */
export class ReportMalformed extends ReportRefused {
  readonly code = "report.malformed";
  readonly rule: string;

  constructor(rule: string) {
    super(`Logon report refused: ${rule}`);
    this.rule = rule;
  }
}

const MAX_USERS = 500;
export const MAX_LOGONS = 1_000_000;

const NO_OBJECT = { error: "The body must be a JSON object." };

const named = z.object(
  {
    ManagedDeviceID: z
      .string({ error: "ManagedDeviceID must be a GUID in a string." })
      .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, {
        error: "ManagedDeviceID must be a GUID in a string.",
      })
      .transform((id) => id.toLowerCase() as DeviceId),
  },
  NO_OBJECT,
);

const counted = z.object(
  {
    // Any object; its names are read below with Object.entries, because a schema of names would
    // pass over "__proto__", which in JSON is a name like any other.
    UserHash: z.custom<object>(
      (value) =>
        typeof value === "object" && value !== null && !Array.isArray(value),
      { error: "UserHash must be an object of UPNs and counts." },
    ),
  },
  NO_OBJECT,
);

/**
 * Reads a device's report whatever content type it came with: PowerShell sends JSON as a form unless told otherwise.
 * Names that differ only in case or in blanks around them are one person; their counts add up. Unknown fields
 * are passed over, so that a newer script can report to an older bot. What has a `Version` tells days.
 *
 * @param now when it came: no day is after tomorrow.
 * @throws {ReportMalformed} not UTF-8, not JSON, or not the fields, names and counts a report has.
 */
export function parseReport(rawBody: Uint8Array, now: Date): Report {
  const body = parseJson(rawBody);
  const { ManagedDeviceID: deviceId } = parse(named, body);
  if (isDaysReport(body)) {
    const days = readDaysReport(body, now);
    if ("fault" in days) throw new ReportMalformed(days.fault);
    return {
      version: 2,
      deviceId,
      days: { ...days, users: days.users.map(readNames) },
    };
  }
  const { UserHash } = parse(counted, body);
  return {
    version: 1,
    deviceId,
    logonsByUpn: readLogons(Object.entries(UserHash)),
  };
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ReportMalformed(parsed.error.issues[0]?.message ?? NO_OBJECT.error);
}

/** What Windows keeps as a UPN may be anything; whoever has a SID is not lost for it. */
function readNames(user: ReportedUser): ReportedUser {
  const upn = user.upn === null ? null : parseUpn(user.upn);
  if (upn === null && user.sid === null)
    throw new ReportMalformed("Every user needs a Sid or a Upn.");
  return { ...user, upn };
}

function parseJson(rawBody: Uint8Array): unknown {
  try {
    // The decoder drops a byte order mark, which Windows editors and shells like to write.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(rawBody);
    return JSON.parse(text);
  } catch {
    throw new ReportMalformed("The body must be JSON in UTF-8.");
  }
}

function readLogons(
  entries: readonly (readonly [string, unknown])[],
): ReadonlyMap<string, number> {
  if (entries.length > MAX_USERS)
    throw new ReportMalformed(`UserHash may name at most ${MAX_USERS} users.`);

  const logonsByUpn = new Map<string, number>();
  for (const [name, count] of entries) {
    const upn = parseUpn(name);
    if (upn === null)
      throw new ReportMalformed("Every name in UserHash must be a UPN.");
    if (!isCount(count))
      throw new ReportMalformed(
        "Every count in UserHash must be an integer from 0 to 1000000.",
      );
    const sum = (logonsByUpn.get(upn) ?? 0) + count;
    logonsByUpn.set(upn, Math.min(sum, MAX_LOGONS));
  }
  return logonsByUpn;
}

function isCount(value: unknown): value is number {
  return (
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_LOGONS
  );
}
