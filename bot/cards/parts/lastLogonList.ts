import type { WeighedLogon } from "../../../src/domain/evidence/handoffOutcome.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { asText } from "../../text/asText.ts";
import { markNamed, nameOf } from "./people.ts";
import { when } from "./when.ts";
import type { Messages } from "../../messages/messages.ts";

/** Longer than each message of describeIneligibility. */
const WHY_LENGTH = 120;

interface LastLogonRow {
  readonly name: string;
  /** For a TextBlock. */
  readonly at: string;
  /** Why it does not count, or the person's user principal name. */
  readonly detail: string;
}

/**
 * The last logons a proposal rests on, newest first, each that does not count with its reason. The one who is proposed
 * is among those shown, and is marked in words.
 *
 * @param most to show: Intune lists the last logon of each account, and older ones say little.
 */
export function lastLogonList(
  proposal: Proposal,
  messages: Messages,
  most: number,
): { readonly rows: readonly LastLogonRow[]; readonly more: number } {
  const logons = proposal.evidence?.lastLogons ?? [];
  const proposed = logons.findIndex(
    ({ userId }) => userId === proposal.toUser?.id,
  );
  const shown = logons.filter(
    (_, index) =>
      index < most - (proposed >= most ? 1 : 0) || index === proposed,
  );
  return {
    rows: shown.map((logon) => ({
      name: markNamed(
        whoLoggedOn(logon, messages),
        logon.userId,
        proposal,
        messages,
      ),
      at: when(logon.at),
      detail:
        logon.why === null
          ? asText(logon.person?.userPrincipalName ?? "", 80)
          : asText(messages.t(logon.why), WHY_LENGTH),
    })),
    more: logons.length - shown.length,
  };
}

/** The person, or the bare id where Entra knows none. */
export function whoLoggedOn(
  { person, userId }: WeighedLogon,
  messages: Messages,
): string {
  return person
    ? nameOf(person, messages)
    : messages.unresolvableId({ id: asText(userId, 40) });
}
