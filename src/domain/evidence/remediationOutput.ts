import { createHash } from "node:crypto";
import {
  addDays,
  dayOf,
  DAYS_KEPT,
  joinDays,
  parseDay,
  unpackDays,
  type DayNumber,
  type Days,
  type DaysSeen,
  type PersonKey,
} from "./activeDays.ts";
import { sidOf } from "./daysReport.ts";
import type { UserId } from "../people/user.ts";

/** What a Remediation's detection script printed about its device. */
export interface RemediationOutput {
  /** The day of the oldest event of the device's log, or a later one. */
  readonly from: DayNumber;
  /** The day on which it was printed. */
  readonly to: DayNumber;
  /** Sessions of the last seven days that nobody could be named for. */
  readonly other: number;
  readonly people: readonly {
    /** `hashOfSid` of them. */
    readonly hash: string;
    /** Of the last seven days; 0 to 1,000,000. */
    readonly sessions: number;
    readonly days: Days;
  }[];
}

/**
 * Why an output is passed over: it is none of ours (another script's, an error's text), its end is missing, or
 * something else in it is wrong.
 */
export type OutputFault = "foreign" | "cut" | "malformed";

/** Intune keeps no more of an output. https://learn.microsoft.com/intune/device-management/tools/deploy-remediations */
const MAX_LENGTH = 2048;
const MAX_COUNT = 1_000_000;

const FORMAT = "C2";

/**
 * Reads the line `C2;from=2026-11-02;to=2026-11-30;other=3;<hash>=<sessions>:<days>;…`. Whatever is wrong with a part
 * of it, none of it counts: of a line that is cut nobody knows who is missing.
 *
 * @param now when it is read: no day is after tomorrow.
 */
export function parseRemediationOutput(
  text: string,
  now: Date,
): RemediationOutput | { readonly fault: OutputFault } {
  const line = text.trim();
  if (line !== FORMAT && !line.startsWith(`${FORMAT};`))
    return { fault: "foreign" };
  if (line.length > MAX_LENGTH) return { fault: "malformed" };
  const fields = line.split(";").slice(1);
  if (fields.at(-1) === "") fields.pop();
  const wrongAt = (index: number) =>
    ({ fault: index < fields.length - 1 ? "malformed" : "cut" }) as const;
  const from = parseDay(valueOf(fields[0], "from"));
  if (from === null) return wrongAt(0);
  const to = parseDay(valueOf(fields[1], "to"));
  if (to === null) return wrongAt(1);
  const other = parseCount(valueOf(fields[2], "other"));
  if (other === null) return wrongAt(2);
  const length = to - from + 1;
  if (length < 1 || length > DAYS_KEPT || to > addDays(dayOf(now), 1))
    return { fault: "malformed" };
  const people: RemediationOutput["people"][number][] = [];
  for (const [i, field] of fields.slice(3).entries()) {
    const person = parsePerson(field, from, length);
    if (!person) return wrongAt(3 + i);
    people.push(person);
  }
  return { from, to, other, people };
}

function valueOf(field: string | undefined, name: string): string {
  return field?.startsWith(`${name}=`) ? field.slice(name.length + 1) : "";
}

function parseCount(text: string): number | null {
  const count = /^\d{1,7}$/.test(text) ? Number(text) : MAX_COUNT + 1;
  return count <= MAX_COUNT ? count : null;
}

const PERSON = /^([\w-]{16})=(\d{1,7}):([\w-]{1,16})$/;

function parsePerson(
  field: string,
  from: DayNumber,
  length: number,
): RemediationOutput["people"][number] | null {
  const [, hash, count, text] = PERSON.exec(field) ?? [];
  if (hash === undefined || count === undefined || text === undefined)
    return null;
  const sessions = parseCount(count);
  const bits = Buffer.from(text, "base64url");
  const isWhole =
    bits.length >= Math.ceil(length / 8) &&
    bits.toString("base64url").length === text.length;
  if (sessions === null || !isWhole) return null;
  const days = unpackDays(bits, from);
  return (days.at(-1) ?? from) < from + length
    ? { hash, sessions, days }
    : null;
}

/**
 * Under what an output tells of somebody: no name leaves the device, and who does not know the tenant's people learns
 * none.
 *
 * @param sid upper case.
 */
export function hashOfSid(tenantId: string, sid: string): string {
  return createHash("sha256")
    .update(`${tenantId.toLowerCase()}|${sid}`)
    .digest("base64url")
    .slice(0, 16);
}

/** Under what outputs may tell of somebody Entra knows: an account that is synchronized has two SIDs. */
export function hashesOf(
  tenantId: string,
  id: UserId,
  onPremisesSid: string | null,
): { readonly cloud: string; readonly domain: string | null } {
  return {
    cloud: hashOfSid(tenantId, sidOf(id)),
    domain: onPremisesSid && hashOfSid(tenantId, onPremisesSid),
  };
}

/** The days that an output tells of, as a logon report of version 2 does. */
export function daysOfOutput(
  { from, to, other, people }: RemediationOutput,
  keyOf: (hash: string) => PersonKey,
): DaysSeen {
  const seen = new Map<PersonKey, Days>();
  for (const { hash, days } of people) {
    const key = keyOf(hash);
    seen.set(key, joinDays(seen.get(key) ?? [], days));
  }
  // Of the day of the oldest event the log tells a part.
  const whole = addDays(from, 1);
  return {
    people: seen,
    log: whole <= to ? { from: whole, to } : null,
    unattributed: other,
  };
}

/** Sessions by person. */
export function sessionsOfOutput(
  { people }: RemediationOutput,
  keyOf: (hash: string) => PersonKey,
): ReadonlyMap<PersonKey, number> {
  const sessions = new Map<PersonKey, number>();
  for (const { hash, sessions: more } of people) {
    const key = keyOf(hash);
    sessions.set(key, Math.min(MAX_COUNT, (sessions.get(key) ?? 0) + more));
  }
  return sessions;
}
