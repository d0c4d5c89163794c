import { z } from "zod";
import {
  isDaysReport,
  readDaysReport,
  readInstant,
  type DaysReport,
} from "../src/domain/evidence/daysReport.ts";
import { parseUpn } from "../src/domain/people/upn.ts";

/** A line that cannot be read, and why. */
export class UnreadableLine extends Error {}

/** What a device counted, in the published payload. */
export interface CountsReport {
  readonly managedDeviceId: string;
  readonly logonsByUpn: ReadonlyMap<string, number>;
}

const id = z.string().min(1);
const at = z.string().transform((text, context) => {
  const instant = readInstant(text);
  if (instant) return instant;
  context.addIssue({
    code: "custom",
    message: "must be an ISO time with a zone",
  });
  return z.NEVER;
});

const settings = z.object({
  type: z.literal("settings"),
  at,
  values: z.record(
    z.string(),
    z.union([z.string(), z.number()]).transform(String),
  ),
});
const person = z.object({
  type: z.literal("person"),
  at,
  id,
  upn: z.string().min(1),
  displayName: z.string().optional(),
  enabled: z.boolean().default(true),
  member: z.boolean().default(true),
  licensed: z.boolean().default(true),
  sid: z.string().nullish(),
  otherNames: z.array(z.string()).nullish(),
});
const device = z.object({
  type: z.literal("device"),
  at,
  id,
  name: z.string().optional(),
  enrolledAt: at.nullish(),
  enrolment: z
    .enum(["user", "bulk", "device-enrollment-manager"])
    .default("user"),
  enrolledBy: z.string().nullish(),
  primaryUser: id.nullish(),
  lastCheckIn: at.nullish(),
  lastLogons: z.array(z.object({ userId: id, at })).nullish(),
  category: z.string().nullish(),
  multiSession: z.boolean().nullish(),
});
const report = z.object({ type: z.literal("report"), at, body: z.unknown() });

const line = z.discriminatedUnion("type", [
  settings,
  person,
  z.object({ type: z.literal("person-gone"), at, id }),
  z.object({ type: z.literal("technicians"), at, ids: z.array(id) }),
  z.object({
    type: z.literal("excluded"),
    at,
    devices: z.array(id).default([]),
    people: z.array(id).default([]),
  }),
  device,
  z.object({ type: z.literal("device-gone"), at, id }),
  report,
  z.object({ type: z.literal("sign-in"), at, device: id, userId: id }),
  z.object({
    type: z.literal("decision"),
    at,
    proposal: id,
    verdict: z.enum(["approve", "reject"]),
    reason: z.string().nullish(),
  }),
  z.object({ type: z.literal("tick"), at }),
]);

export type SettingsLine = z.infer<typeof settings>;
export type PersonLine = z.infer<typeof person>;
export type DeviceLine = z.infer<typeof device>;

/** A report with its body read, of either version. */
export type ReportLine = {
  readonly type: "report";
  readonly at: Date;
} & (
  | { readonly version: 1; readonly counts: CountsReport }
  | { readonly version: 2; readonly days: DaysReport }
);

export type Line =
  Exclude<z.infer<typeof line>, { type: "report" }> | ReportLine;

/**
 * Reads one line of a replay.
 *
 * @throws {UnreadableLine} with what is wrong, for whoever wrote it.
 */
export function readLine(text: string): Line {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UnreadableLine("it is not JSON");
  }
  const parsed = line.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") ?? "";
    throw new UnreadableLine(
      [where, issue?.message].filter(Boolean).join(": "),
    );
  }
  return parsed.data.type === "report" ? readReport(parsed.data) : parsed.data;
}

function readReport({ at, body }: z.infer<typeof report>): ReportLine {
  if (!isDaysReport(body))
    return { type: "report", at, version: 1, counts: readCounts(body) };
  const days = readDaysReport(body, at);
  if ("fault" in days) throw new UnreadableLine(`body: ${days.fault}`);
  return { type: "report", at, version: 2, days };
}

const MAX_LOGONS = 1_000_000;

const counts = z.object({
  ManagedDeviceID: id,
  UserHash: z.custom<object>(
    (value) =>
      typeof value === "object" && value !== null && !Array.isArray(value),
    { error: "must be an object of UPNs and counts" },
  ),
});

function readCounts(body: unknown): CountsReport {
  const parsed = counts.safeParse(body);
  if (!parsed.success)
    throw new UnreadableLine("body: it is no logon report of either version");
  const logonsByUpn = new Map<string, number>();
  for (const [name, count] of Object.entries(parsed.data.UserHash) as [
    string,
    unknown,
  ][]) {
    const upn = parseUpn(name);
    if (upn === null)
      throw new UnreadableLine("body: every name in UserHash must be a UPN");
    if (
      !Number.isInteger(count) ||
      Number(count) < 0 ||
      Number(count) > MAX_LOGONS
    )
      throw new UnreadableLine(
        "body: every count in UserHash must be an integer from 0 to 1000000",
      );
    const sum = (logonsByUpn.get(upn) ?? 0) + Number(count);
    logonsByUpn.set(upn, Math.min(sum, MAX_LOGONS));
  }
  return { managedDeviceId: parsed.data.ManagedDeviceID, logonsByUpn };
}
