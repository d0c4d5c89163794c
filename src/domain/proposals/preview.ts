import type { DeviceRef } from "../devices/device.ts";
import type { Certainty } from "../evidence/decideByActiveDays.ts";
import type { PersonRef } from "../people/user.ts";
import type { EvidenceGroup, EvidenceReason } from "./evidenceGroup.ts";

/** A change that evidence asks for and nobody was asked about yet. */
export interface PreviewRow extends EvidenceGroup {
  readonly device: Pick<DeviceRef, "id" | "name" | "model" | "serialNumber">;
  readonly fromUser: PersonRef | null;
  /** Null: a shared device. */
  readonly toUser: PersonRef | null;
  /** Days of use that speak for it, by the rule on days; null by another. */
  readonly days: number | null;
  /** It is stored, and waits for its turn. */
  readonly waits: boolean;
}

export interface Preview {
  readonly madeAt: Date;
  readonly proposing: "on" | "observe";
  /** While a first run lasts: how many are posted a day. */
  readonly firstRunPerDay: number | null;
  /** The surest first, then by reason, then by name. */
  readonly rows: readonly PreviewRow[];
  /** Of how many devices something is known. */
  readonly weighed: number;
  /** About how many of them a card is open already. */
  readonly open: number;
  /** False while a group of excluded devices or people could not be read: nothing can be proposed by evidence then. */
  readonly knowsExcluded: boolean;
}

/** What is known while it is still being made. */
export type PreviewReply =
  | { readonly kind: "made"; readonly preview: Preview }
  | { readonly kind: "being-made"; readonly weighed: number };

export const CERTAINTIES = [
  "sure",
  "likely",
  "unsure",
] as const satisfies readonly Certainty[];

export const EVIDENCE_REASONS = [
  "primary-user-gone",
  "primary-user-moved",
  "staged",
  "no-primary-user",
  "newcomer",
  "primary-user-not-seen",
  "clear-leader",
  "used-by-many",
  "shared",
] as const satisfies readonly EvidenceReason[];

export interface PreviewGroup extends EvidenceGroup {
  readonly count: number;
}

/** How many there are of each certainty and reason, in the order of the rows. */
export function groupsOf(rows: readonly PreviewRow[]): PreviewGroup[] {
  return CERTAINTIES.flatMap((certainty) =>
    EVIDENCE_REASONS.map((reason) => ({
      certainty,
      reason,
      count: rows.filter(
        (row) => row.certainty === certainty && row.reason === reason,
      ).length,
    })),
  ).filter(({ count }) => count > 0);
}

/** The order in which they are shown, and in which a first run posts them. */
export function inOrder(rows: readonly PreviewRow[]): PreviewRow[] {
  return rows.toSorted(
    (a, b) =>
      CERTAINTIES.indexOf(a.certainty) - CERTAINTIES.indexOf(b.certainty) ||
      EVIDENCE_REASONS.indexOf(a.reason) - EVIDENCE_REASONS.indexOf(b.reason) ||
      (a.device.name < b.device.name ? -1 : 1),
  );
}
