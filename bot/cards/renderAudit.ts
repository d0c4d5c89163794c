import type { AuditRow } from "../../src/audit/audit.ts";
import { asText } from "./asText.ts";
import { fillTemplate, type RenderedCard } from "./template.ts";
import { when } from "./when.ts";
import { en, type Words } from "./words/en.ts";

/** The card shows no more rows; the rest is in the export. */
export const AUDIT_ROWS = 15;

/**
 * Rows of the audit log, in the order given.
 *
 * @param wanted how many rows were asked for: the card says when it has no room for them.
 */
export function renderAudit(
  rows: readonly AuditRow[],
  {
    wanted = 0,
    words = en,
  }: { readonly wanted?: number; readonly words?: Words } = {},
): RenderedCard {
  return fillTemplate("audit", {
    words: words.labels,
    summary: words.audit.summary(rows.length),
    isEmpty: rows.length === 0,
    empty: words.audit.none,
    isCut: wanted > AUDIT_ROWS && rows.length >= AUDIT_ROWS,
    cut: words.audit.cut(AUDIT_ROWS),
    rows: rows.slice(0, AUDIT_ROWS).map((row) => toRow(row, words)),
  });
}

function toRow(row: AuditRow, words: Words) {
  const details = describeDetails(row, words);
  return {
    what: words.audit.kinds[row.kind],
    who: describeActor(row, words),
    hasDetails: details !== "",
    details,
    at: when(row.at),
    numberWords: words.audit.number(row.seq),
  };
}

export function describeActor({ actor }: AuditRow, words: Words): string {
  return words.audit.by(
    actor === null
      ? words.custodian
      : words.audit.person(asText(actor.slice(0, 8))),
  );
}

const DETAILS_LENGTH = 200;

/** The plain values among the details; what is nested is for the export. Empty for none. */
export function describeDetails(row: AuditRow, words: Words): string {
  if (row.details === null) return words.audit.erased;
  const values = Object.entries(row.details).flatMap(([name, value]) =>
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean"
      ? [`${name}: ${value}`]
      : [],
  );
  const text =
    values.length === 0 ? "" : asText(values.join(" · "), DETAILS_LENGTH);
  return row.detailsMatch === false
    ? [words.audit.altered, text].filter(Boolean).join(" · ")
    : text;
}
