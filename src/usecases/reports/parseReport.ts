import { z } from "zod";
import type { DeviceId } from "../../domain/devices/device.ts";
import { parseUpn } from "../../domain/people/upn.ts";
import { ReportRefused } from "./reportRefused.ts";

/** What a device says: who logged on to it, how often. */
interface Report {
  readonly deviceId: DeviceId;
  /** UPN (trimmed, lower case) → logons, 0 to 1,000,000. */
  readonly logonsByUpn: ReadonlyMap<string, number>;
}

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
const MAX_LOGONS = 1_000_000;

const body = z.object(
  {
    ManagedDeviceID: z
      .string({ error: "ManagedDeviceID must be a GUID in a string." })
      .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, {
        error: "ManagedDeviceID must be a GUID in a string.",
      }),
    // Any object; its names are read below with Object.entries, because a schema of names would
    // pass over "__proto__", which in JSON is a name like any other.
    UserHash: z.custom<object>(
      (value) =>
        typeof value === "object" && value !== null && !Array.isArray(value),
      { error: "UserHash must be an object of UPNs and counts." },
    ),
  },
  { error: "The body must be a JSON object." },
);

/**
 * Reads a device's report whatever content type it came with: PowerShell sends JSON as a form unless told otherwise.
 * Names that differ only in case or in blanks around them are one person; their counts add up. Unknown fields
 * are passed over, so that a newer script can report to an older bot.
 *
 * @throws {ReportMalformed} not UTF-8, not JSON, or not the fields, names and counts a report has.
 */
export function parseReport(rawBody: Uint8Array): Report {
  const parsed = body.safeParse(parseJson(rawBody));
  if (!parsed.success)
    throw new ReportMalformed(
      parsed.error.issues[0]?.message ?? "The body must be a JSON object.",
    );
  return {
    deviceId: parsed.data.ManagedDeviceID.toLowerCase() as DeviceId,
    logonsByUpn: readLogons(Object.entries(parsed.data.UserHash)),
  };
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
