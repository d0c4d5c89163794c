import { isDeepStrictEqual } from "node:util";
import type {
  AuditRow,
  AuditVerification,
  ErasedRows,
} from "../../src/domain/audit/audit.ts";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import type { ProposalAction } from "../../src/domain/proposals/action.ts";
import type { SilenceReason } from "../../src/domain/proposals/proposal.ts";
import type { RefusalChoice } from "../../src/domain/proposals/said.ts";
import { asText } from "../text/asText.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/** A page of the card; more do not fit a message. */
export const AUDIT_PAGE = 15;

/** More are not asked for by their number: what somebody reads in full is the export. */
export const MOST_AUDIT_ROWS = 500;

/** What of the log a card shows. */
export interface AuditPlace {
  /** Null for the whole log. */
  readonly deviceId: DeviceId | null;
  /** The entry that was the newest when the first page was drawn, so that pages stay as they are; null on that one. */
  readonly upTo: number | null;
  /** How many entries were asked for, over all pages; null for as many as there are. */
  readonly count: number | null;
  /** From 0. */
  readonly page: number;
}

/** The first page of the whole log. */
export const NEWEST: AuditPlace = {
  deviceId: null,
  upTo: null,
  count: null,
  page: 0,
};

/** One page of the audit log, newest first. */
export function renderAudit(
  rows: readonly AuditRow[],
  {
    place: { deviceId, upTo, count, page } = NEWEST,
    hasOlder = false,
    messages = english,
  }: {
    readonly place?: AuditPlace;
    /** Whether there is another page of what was asked for. */
    readonly hasOlder?: boolean;
    readonly messages?: Messages;
  } = {},
): RenderedCard {
  const hasNewer = page > 0;
  return fillTemplate("audit", {
    messages: messages.labels,
    summary: messages.audit.summary({ count: rows.length }),
    isEmpty: rows.length === 0,
    empty: messages.audit.none,
    hasPages: rows.length > 0 && (hasNewer || hasOlder),
    pageText: messages.audit.shown({
      first: page * AUDIT_PAGE + 1,
      last: page * AUDIT_PAGE + rows.length,
    }),
    rows: rows.map((row) => toRow(row, messages)),
    device: deviceId ?? "",
    // Of an empty first page there is no other.
    upTo: upTo ?? rows[0]?.seq ?? 0,
    count: count ?? 0,
    hasNewer,
    newerPage: page - 1,
    hasOlder,
    olderPage: page + 1,
  });
}

function toRow(row: AuditRow, messages: Messages) {
  const details = describeDetails(row, messages);
  return {
    what: messages.audit.kinds[row.kind],
    who: describeActor(row, messages),
    hasDetails: details !== "",
    details,
    at: when(row.at),
    numberText: messages.audit.number({ seq: row.seq }),
  };
}

export function describeActor(
  { actor }: Pick<AuditRow, "actor">,
  messages: Messages,
): string {
  return messages.audit.by({
    actor:
      actor === null
        ? messages.custodian
        : messages.audit.person({ pseudonym: asText(actor.slice(0, 8)) }),
  });
}

/** Whose details were erased, and by whom; null when none were. */
export function describeErased(
  { rows, by, unrecorded }: ErasedRows,
  messages: Messages,
): string | null {
  const { audit } = messages;
  if (rows === 0) return null;
  const named = by.slice(0, ERASERS_NAMED);
  const others = by
    .slice(ERASERS_NAMED)
    .reduce((sum, other) => sum + other.rows, 0);
  const parts = [
    ...named.map(({ actor, rows }) =>
      audit.erasedBy({ rows, by: describeActor({ actor }, messages) }),
    ),
    others > 0 && audit.erasedByOthers({ rows: others }),
    unrecorded > 0 && audit.erasedBefore({ rows: unrecorded }),
  ];
  return audit.erasedRows({ rows, list: parts.filter(Boolean).join(", ") });
}

const ERASERS_NAMED = 5;

/** What else is wrong with the log, beside the first finding. */
export function describeOtherFindings(
  {
    others,
    findings,
  }: Pick<
    Extract<AuditVerification, { kind: "broken" }>,
    "others" | "findings"
  >,
  { audit, t }: Pick<Messages, "audit" | "t">,
): string[] {
  const told = others.map(({ seq, what }) =>
    audit.finding({ row: seq, what: t(what) }),
  );
  return findings > others.length + 1
    ? [...told, audit.findingsInAll({ count: findings })]
    : told;
}

const DETAILS_LENGTH = 200;
const VALUE_LENGTH = 60;

/** The plain values among the details; what is nested is for the export. Empty for none. */
export function describeDetails(row: AuditRow, messages: Messages): string {
  // Where their place is empty it stands in the log whether they were erased: verification says so.
  if (row.details === null) return messages.audit.erased;
  const values =
    row.kind === "settings.changed"
      ? describeSettings(row.details, messages)
      : describeValues(row.details, messages);
  const text =
    values.length === 0 ? "" : asText(values.join(" · "), DETAILS_LENGTH);
  return row.detailsMatch === false
    ? [messages.audit.altered, text].filter(Boolean).join(" · ")
    : text;
}

/** What a person has a word for; ids, counters and what is nested are for the export. */
function describeValues(
  details: Readonly<Record<string, unknown>>,
  messages: Messages,
): string[] {
  return Object.entries(messages.audit.details).flatMap(([name, word]) => {
    const value = name === "rows" ? describeRows(details[name]) : details[name];
    if (typeof value !== "string" && typeof value !== "number") return [];
    const said =
      name === "answer"
        ? titleOfAnswer(value, messages)
        : name === "silenced"
          ? whySilenced(value, messages)
          : name === "choice"
            ? titleOfRefusal(value, messages)
            : value;
    return [`${word}: ${shorten(String(said))}`];
  });
}

/** The numbers of the entries whose details an erasure took: `12, 15–20`. */
function describeRows(rows: unknown): string | null {
  if (!Array.isArray(rows)) return null;
  return rows
    .filter((range) => Array.isArray(range))
    .map(([from, to]: readonly unknown[]) =>
      from === to ? String(from) : `${String(from)}–${String(to)}`,
    )
    .join(", ");
}

/** The button that gives this answer; what has none any more is told by its name in the log. */
function titleOfAnswer(answer: string | number, { labels }: Messages) {
  const titles: Readonly<Record<AnswerInLog, string>> = {
    approve: labels.approve,
    reject: labels.reject,
    snooze: labels.snooze,
    "wake-now": labels.wakeNow,
    "someone-else": labels.someoneElse,
    undo: labels.undo,
    "try-again": labels.tryAgain,
    "approve-batch": labels.approveTheRest,
  };
  return Object.hasOwn(titles, answer) ? titles[answer as AnswerInLog] : answer;
}

function whySilenced(why: string | number, { audit }: Messages) {
  return Object.hasOwn(audit.silenced, why)
    ? audit.silenced[why as SilenceReason]
    : why;
}

function titleOfRefusal(choice: string | number, { refusals }: Messages) {
  return Object.hasOwn(refusals, choice)
    ? refusals[choice as RefusalChoice]
    : choice;
}

type AnswerInLog = ProposalAction["kind"] | "approve-batch";

/** Each value that differs, old → new. Rows of the first start have no old values: then the new ones alone. */
function describeSettings(
  details: Readonly<Record<string, unknown>>,
  messages: Messages,
): string[] {
  const before = flatten(details["old"]);
  const after = flatten(details["new"]);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    if (isDeepStrictEqual(before.get(name), after.get(name))) return [];
    const entries = [before, after].map((values) =>
      isChoice(name)
        ? [titleOf(name, values.get(name), messages)]
        : entriesOf(values.get(name), messages),
    );
    const old = describeEntries(entries[0], entries[1], messages);
    const now = describeEntries(entries[1], entries[0], messages);
    const word =
      (messages.audit.settings as Readonly<Record<string, string>>)[name] ??
      name;
    return [before.size === 0 ? `${word}: ${now}` : `${word}: ${old} → ${now}`];
  });
}

function isChoice(name: string): name is "mode" | "proposing" {
  return name === "mode" || name === "proposing";
}

/** What the form calls a choice. */
function titleOf(
  name: "mode" | "proposing",
  value: unknown,
  { settings: { modes, proposing } }: Messages,
): string {
  const chosen = toPlain(value);
  const titles: Readonly<Record<string, string>> =
    name === "mode" ? modes : proposing;
  return (Object.hasOwn(titles, chosen) ? titles[chosen] : null) ?? chosen;
}

/** The thresholds are one setting of several values; all others are a setting each. */
function flatten(values: unknown): Map<string, unknown> {
  if (!isRecord(values)) return new Map();
  const { affinity, ...others } = values;
  return new Map([
    ...Object.entries(isRecord(affinity) ? affinity : {}),
    ...Object.entries(others),
  ]);
}

/** A list with no room for all of it is told by what the other one lacks. */
function describeEntries(
  entries: readonly string[] = [],
  others: readonly string[] = [],
  messages: Messages,
): string {
  const all = entries.join(", ");
  if (all === "") return messages.audit.nothing;
  if (all.length <= VALUE_LENGTH) return all;
  const own = entries.filter((entry) => !others.includes(entry));
  return shorten(
    own.length === entries.length ? all : [...own, "…"].join(", "),
  );
}

function entriesOf(value: unknown, messages: Messages): string[] {
  if (Array.isArray(value)) return value.map(toPlain);
  if (!isRecord(value)) return [toPlain(value)];
  return Object.entries(value).map(([name, inner]) =>
    isRecord(inner)
      ? describeScope(inner, messages)
      : `${name} = ${toPlain(inner)}`,
  );
}

function describeScope(
  scope: Readonly<Record<string, unknown>>,
  messages: Messages,
): string {
  const devices = Object.values(scope).map(toPlain).filter(Boolean).join(", ");
  return devices === ""
    ? messages.audit.scopeOfRest
    : messages.audit.scope({ devices });
}

function toPlain(value: unknown): string {
  if (Array.isArray(value)) return value.map(toPlain).join(", ");
  return typeof value === "string" || typeof value === "number"
    ? String(value)
    : "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shorten(text: string): string {
  // A character has two code units at most; of a text of any length no more is taken apart than is shown.
  const characters = [...text.slice(0, 2 * VALUE_LENGTH + 2)];
  return characters.length > VALUE_LENGTH
    ? `${characters.slice(0, VALUE_LENGTH - 1).join("")}…`
    : text;
}
