import type { LogonCount } from "../../../src/domain/evidence/affinity.ts";
import { sameUpn, type PersonRef } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { barInText } from "./barInText.ts";
import { markNamed, nameOf } from "./people.ts";
import type { Messages } from "../../messages/messages.ts";

interface Bar {
  readonly label: string;
  /** In characters of a fixed width. */
  readonly bar: string;
  readonly barColor: "Good" | "Accent";
  /** The logons, padded to the width of the largest so that labels line up. */
  readonly count: string;
}

/**
 * The logons a proposal rests on, most first. The present and the proposed primary user are always among those shown,
 * and are marked in words, not by colour alone.
 *
 * @param most people to show, at least two: more make a chart nobody reads. The rest is summed in one bar.
 */
export function logonChart(
  proposal: Proposal,
  messages: Messages,
  most: number,
): Bar[] {
  const counted = countedAndNamed(proposal);
  const named = new Set([proposal.toUser?.id, proposal.fromUser?.id]);
  const isNamed = ({ person }: LogonCount) => named.has(person.id);
  const places = most - counted.slice(most).filter(isNamed).length;
  const isShown = (count: LogonCount, index: number) =>
    index < places || isNamed(count);
  const rest = counted.filter((count, index) => !isShown(count, index));
  const rows = counted.filter(isShown).map(({ person, logons }) => ({
    label: markNamed(nameOf(person, messages), person.id, proposal, messages),
    logons,
    isProposed: person.id === proposal.toUser?.id,
  }));
  if (rest.length > 0)
    rows.push({
      label: messages.others({ count: rest.length }),
      logons: rest.reduce((sum, { logons }) => sum + logons, 0),
      isProposed: false,
    });

  const highest = Math.max(1, ...rows.map(({ logons }) => logons));
  return rows.map(({ label, logons, isProposed }) => ({
    label,
    barColor: isProposed ? "Good" : "Accent",
    ...barInText(logons, highest),
  }));
}

/**
 * The chart says 0 of whom the card is about and who never logged on: somebody else's wish may be for such a person,
 * and a primary user who was not seen is the reason of many a proposal.
 */
export function countedAndNamed({
  evidence,
  fromUser,
  toUser,
}: Proposal): readonly LogonCount[] {
  const { counted, leftOut } = evidence ?? { counted: [], leftOut: [] };
  if (counted.length === 0) return counted;
  const unseen = [toUser, fromUser].filter(
    (person): person is PersonRef =>
      person !== null &&
      !counted.some((count) => count.person.id === person.id) &&
      // Whose logons were not counted did log on: 0 would be wrong, and "Not counted" below the chart is about them.
      !leftOut.some(({ upn }) => sameUpn(upn, person.userPrincipalName)),
  );
  return [...counted, ...unseen.map((person) => ({ person, logons: 0 }))];
}
