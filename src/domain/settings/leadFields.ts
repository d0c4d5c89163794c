import { createHash } from "node:crypto";
import { faultsIn, stagingLeads } from "./parsers.ts";
import {
  cost,
  linesOf,
  MOST_NAMED,
  TOO_LONG,
  writePairs,
  type Blame,
  type FormTexts,
  type TextOf,
} from "./formText.ts";
import type { SettingValues } from "./settings.ts";
import { parseUpn } from "../people/upn.ts";
import { normalizeUpn } from "../people/user.ts";
import { message } from "../message.ts";

/** A lead who is not stored already, before Entra said who that is. */
export interface NewLead {
  /** A staging UPN or `*`. */
  readonly account: string;
  /** A UPN, normalized, or an Entra object id. */
  readonly lead: string;
  readonly field: string;
}

/** The field for all leads as lines of text, where the accounts are many. */
export const LEADS_FIELD = "stagingLeads";

export const MOST_LEAD_CHARACTERS = 3_000;

/** Each is looked up live while a person waits. */
const MOST_NEW_LEADS = 20;

/** What the people picker's list offers beside people: nobody in particular. */
export const NO_LEAD = "manager";

/** The form's field for the lead of one staging account, or of the rest (`*`). */
export function leadField(account: string): string {
  return account === "*" ? "lead-rest" : `lead-${shortHash(account)}`;
}

/** Whether a field of the form is the lead of one account, or of the rest. */
export function isLeadField(id: string): boolean {
  return id.startsWith("lead-");
}

/** Channel ids and UPNs are long, and hold characters that an input's id should not. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/**
 * Whose leads can be chosen: the staging accounts, and whoever else has one (an enrolment manager need not be
 * listed).
 */
export function accountsWithLead({
  stagingAccounts,
  stagingLeads: leads,
}: SettingValues): readonly string[] {
  const others = Object.keys(leads).filter((account) => account !== "*");
  return [...new Set([...stagingAccounts, ...others])];
}

/** What stands in the fields of leads: those of each account, and that of all. */
export function writeLeads(values: SettingValues): FormTexts {
  const { stagingLeads: leads } = values;
  return {
    [LEADS_FIELD]: writePairs(leads),
    ...Object.fromEntries(
      [...accountsWithLead(values), "*"].map((account) => [
        leadField(account),
        leads[account] ?? "",
      ]),
    ),
  };
}

/**
 * Leads come from a field each or, where the accounts are many, from one field of lines. An account that this very
 * form takes from the staging accounts loses its lead.
 */
export function readLeads(
  text: TextOf,
  current: SettingValues,
  stagingAccounts: readonly string[],
  blame: Blame,
): {
  readonly kept: Record<string, string>;
  readonly changed: readonly NewLead[];
} {
  const kept = new Map<string, string>();
  const changed: NewLead[] = [];
  const take = (account: string, lead: string, field: string) => {
    if (current.stagingLeads[account] === lead) kept.set(account, lead);
    else changed.push({ account, lead, field });
  };

  const lines = text(LEADS_FIELD);
  if (lines === undefined) {
    for (const account of [...accountsWithLead(current), "*"]) {
      const field = leadField(account);
      const was = current.stagingLeads[account];
      const given = text(field)?.trim();
      // A client may draw a picker empty though a person stands in it, and sends it empty then. Nobody is a choice of
      // its own.
      if (!given || normalizeUpn(given) === was) {
        if (was !== undefined) kept.set(account, was);
        continue;
      }
      if (given === NO_LEAD) continue;
      const lead = parseLead(given);
      if (lead === null) blame(field, message("setting.not-a-person"));
      else take(account, lead, field);
    }
  } else {
    const read = stagingLeads.safeParse(linesOf(lines).join(","));
    if (!read.success)
      blame(LEADS_FIELD, ...faultsIn(read.error).slice(0, MOST_NAMED));
    else if (cost(writePairs(read.data)) > MOST_LEAD_CHARACTERS)
      blame(LEADS_FIELD, TOO_LONG);
    else
      for (const [account, lead] of Object.entries(read.data))
        take(account, lead, LEADS_FIELD);
  }
  const isGone = (account: string) =>
    current.stagingAccounts.includes(account) &&
    !stagingAccounts.includes(account);
  const wanted = changed.filter(({ account }) => !isGone(account));
  if (wanted.length > MOST_NEW_LEADS)
    blame(
      LEADS_FIELD,
      message("setting.most-new-leads", { most: MOST_NEW_LEADS }),
    );
  return {
    kept: Object.fromEntries([...kept].filter(([account]) => !isGone(account))),
    changed: wanted.slice(0, MOST_NEW_LEADS),
  };
}

const OBJECT_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function parseLead(text: string): string | null {
  return OBJECT_ID.test(text) ? text.toLowerCase() : parseUpn(text);
}
