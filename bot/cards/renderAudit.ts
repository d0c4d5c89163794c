import { isDeepStrictEqual } from "node:util";
import type {
  AuditRow,
  AuditVerification,
  ErasedRows,
  NamedActors,
} from "../../src/domain/audit/audit.ts";
import {
  EVERY_ENTRY,
  nameKinds,
  type AuditFilter,
} from "../../src/domain/audit/auditFilter.ts";
import type { FoundFilter } from "../../src/domain/audit/auditQuestion.ts";
import type { Message } from "../../src/domain/message.ts";
import type { PersonRef } from "../../src/domain/people/user.ts";
import type { ProposalAction } from "../../src/domain/proposals/action.ts";
import type { SilenceReason } from "../../src/domain/proposals/proposal.ts";
import type { ObjectionChoice } from "../../src/domain/proposals/objection.ts";
import type { RefusalChoice } from "../../src/domain/proposals/said.ts";
import { asText } from "../text/asText.ts";
import { fitsMessage } from "./parts/messageSize.ts";
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
  readonly filter: AuditFilter;
  /** The entry that was the newest when the first page was drawn, so that pages stay as they are; null on that one. */
  readonly upTo: number | null;
  /** How many entries were asked for, over all pages; null for as many as there are. */
  readonly count: number | null;
  /** From 0. */
  readonly page: number;
}

/** The first page of the whole log. */
export const NEWEST: AuditPlace = {
  filter: EVERY_ENTRY,
  upTo: null,
  count: null,
  page: 0,
};

interface AuditContext {
  readonly place?: AuditPlace;
  /** Who did it, by the entries' numbers; the others are told by their stand-ins. */
  readonly actors?: NamedActors;
  /** Whether there is another page of what was asked for. */
  readonly hasOlder?: boolean;
  readonly messages?: Messages;
}

/** One page of the audit log, newest first; each entry cut shorter where the longest would not fit a message. */
export function renderAudit(
  rows: readonly AuditRow[],
  context: AuditContext = {},
): RenderedCard {
  const whole = draw(rows, context, LONGEST);
  return fitsMessage(whole) ? whole : draw(rows, context, SHORT);
}

/** How many characters of a person and of the details are shown. */
const LONGEST = { name: 60, details: 200 };
const SHORT = { name: 20, details: 80 };

function draw(
  rows: readonly AuditRow[],
  {
    place: { filter, upTo, count, page } = NEWEST,
    actors = new Map(),
    hasOlder = false,
    messages = english,
  }: AuditContext,
  most: typeof LONGEST,
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
    rows: rows.map((row) => {
      const details = describeDetails(row, messages, most.details);
      return {
        what: messages.audit.kinds[row.kind],
        who: describeActor(row, messages, actors.get(row.seq), most.name),
        hasDetails: details !== "",
        details,
        at: when(row.at),
        numberText: messages.audit.number({ seq: row.seq }),
      };
    }),
    device: filter.deviceId ?? "",
    person: filter.actor ?? "",
    kinds: filter.kinds ? nameKinds(filter.kinds).join(",") : "",
    since: filter.since?.toISOString() ?? "",
    until: filter.until?.toISOString() ?? "",
    // Of an empty first page there is no other.
    upTo: upTo ?? rows[0]?.seq ?? 0,
    count: count ?? 0,
    hasNewer,
    newerPage: page - 1,
    hasOlder,
    olderPage: page + 1,
  });
}

/** @param person who it was, where that is to be told. */
export function describeActor(
  row: Pick<AuditRow, "actor">,
  messages: Messages,
  person?: PersonRef,
  most?: number,
): string {
  return messages.audit.by({ actor: nameActor(row, messages, person, most) });
}

export function nameActor(
  { actor }: Pick<AuditRow, "actor">,
  messages: Messages,
  person?: PersonRef,
  most = LONGEST.name,
): string {
  if (actor === null) return messages.custodian;
  if (!person)
    return messages.audit.person({ pseudonym: asText(actor.slice(0, 8)) });
  const upn = asText(person.userPrincipalName, most);
  return person.displayName === ""
    ? upn
    : `${asText(person.displayName, most)} (${upn})`;
}

/** Why nothing is shown: what was asked for is unknown, or is more than one. */
export function sayNotFound(
  found: Exclude<FoundFilter, { kind: "found" }>,
  { audit }: Messages,
): string {
  if (found.kind === "unknown-device")
    return audit.unknownDevice({ device: found.device });
  const { person } = found;
  const names = found.found
    .slice(0, PEOPLE_NAMED)
    .map(({ userPrincipalName }) => asText(userPrincipalName, 80));
  return names.length === 0
    ? audit.unknownPerson({ person })
    : audit.notOnePerson({ person, names: names.join(", ") });
}

const PEOPLE_NAMED = 5;

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

const VALUE_LENGTH = 60;
const REASON_LENGTH = 120;

/** The plain values among the details; what is nested is for the export. Empty for none. */
export function describeDetails(
  row: AuditRow,
  messages: Messages,
  most = LONGEST.details,
): string {
  // Where their place is empty it stands in the log whether they were erased: verification says so.
  if (row.details === null) return messages.audit.erased;
  const values =
    row.kind === "settings.changed"
      ? describeSettings(row.details, messages)
      : describeValues(row, messages);
  const text = values.length === 0 ? "" : asText(values.join(" · "), most);
  return row.detailsMatch === false
    ? [messages.audit.altered, text].filter(Boolean).join(" · ")
    : text;
}

/** What a person has a word for; ids, counters and what is nested are for the export. */
function describeValues(row: AuditRow, messages: Messages): string[] {
  const details = row.kind.startsWith("undo.")
    ? turnAround(row, messages)
    : (row.details ?? {});
  return Object.entries(messages.audit.details).flatMap(([name, word]) => {
    const value =
      name === "rows"
        ? describeRows(details[name])
        : name === "reason"
          ? (details[name] ?? sayWhy(row, messages))
          : details[name];
    if (typeof value !== "string" && typeof value !== "number") return [];
    const said =
      name === "answer"
        ? titleOfAnswer(value, messages)
        : name === "silenced"
          ? whySilenced(value, messages)
          : name === "choice"
            ? titleOfChoice(value, messages)
            : value;
    // Why is a sentence or two.
    const most = name === "reason" ? REASON_LENGTH : VALUE_LENGTH;
    return [`${word}: ${shorten(String(said), most)}`];
  });
}

/** An undo goes from whom its proposal named to whom that took the device from; nobody is told, too. */
function turnAround(
  { kind, details }: AuditRow,
  { audit }: Messages,
): Readonly<Record<string, unknown>> {
  // Entries of an earlier version tell their proposal's direction alone.
  const { from, to, restores = from, was = to, ...others } = details ?? {};
  if (restores === undefined && was === undefined) return others;
  return {
    ...others,
    [kind === "undo.done" ? "restored" : "restores"]: restores ?? audit.nobody,
    was: was ?? audit.nobody,
  };
}

/** Why an answer was refused, in the reader's language. */
function sayWhy({ details, detailsMatch }: AuditRow, messages: Messages) {
  const why = details?.["why"];
  if (typeof why === "string") return why;
  return detailsMatch === true &&
    isRecord(why) &&
    typeof why["say"] === "string" &&
    Object.hasOwn(messages.named, why["say"])
    ? messages.t(why as unknown as Message)
    : null;
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
    "hand-to": labels.handTo,
    undo: labels.undo,
    "try-again": labels.tryAgain,
    "approve-batch": labels.approveTheRest,
    contradict: labels.isWrong,
    "contradiction-done": labels.objectionDone,
  };
  return Object.hasOwn(titles, answer) ? titles[answer as AnswerInLog] : answer;
}

function whySilenced(why: string | number, { audit }: Messages) {
  return Object.hasOwn(audit.silenced, why)
    ? audit.silenced[why as SilenceReason]
    : why;
}

/** Of a rejection, or of what a lead says against a handoff. */
function titleOfChoice(
  choice: string | number,
  { refusals, objection }: Messages,
) {
  if (Object.hasOwn(refusals, choice)) return refusals[choice as RefusalChoice];
  return Object.hasOwn(objection.choices, choice)
    ? objection.choices[choice as ObjectionChoice]
    : choice;
}

type AnswerInLog =
  | ProposalAction["kind"]
  | "approve-batch"
  | "contradict"
  | "contradiction-done";

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
  { settings: { choices } }: Messages,
): string {
  const chosen = toPlain(value);
  const titles: Readonly<Record<string, string>> =
    name === "mode" ? choices.affinityMode : choices.proposing;
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

function shorten(text: string, most = VALUE_LENGTH): string {
  // A character has two code units at most; of a text of any length no more is taken apart than is shown.
  const characters = [...text.slice(0, 2 * most + 2)];
  return characters.length > most
    ? `${characters.slice(0, most - 1).join("")}…`
    : text;
}
