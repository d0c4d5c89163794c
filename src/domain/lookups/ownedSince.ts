import type { ListedDevice } from "../devices/directory.ts";
import { sameUpn, type PersonRef, type UserId } from "../people/user.ts";
import type { Proposal } from "../proposals/proposal.ts";
import { tookEffectAt } from "../proposals/states.ts";
import type { OwnedSince } from "./lookup.ts";

/**
 * Says since when a device has its primary user, and by what, as far as that is known: our own last change if it led
 * there, else the enrolment if they enrolled it, else somebody else's doing. What was changed before the device was
 * enrolled again is over.
 *
 * @param proposals about the device, in any order.
 * @param primaryUser as it is now; null for none.
 * @param hadOtherUser the last sweep saw somebody else as the primary user.
 */
export function ownedSince(
  listed: Pick<ListedDevice, "device" | "enrolment" | "enrolledByUpn">,
  primaryUser: PersonRef | null,
  proposals: readonly Proposal[],
  { hadOtherUser = false }: { readonly hadOtherUser?: boolean } = {},
): OwnedSince {
  const { enrolledAt } = listed.device;
  const present = primaryUser?.id ?? null;
  const [last] = proposals
    .map((proposal) => ({ proposal, change: changeOf(proposal) }))
    .filter(({ change }) => change && (!enrolledAt || change.at >= enrolledAt))
    // One whose end is not known counts where it shows.
    .filter(({ change }) => change?.isCertain || change?.to === present)
    .sort((a, b) => Number(b.change?.at) - Number(a.change?.at));
  if (last?.change)
    return last.change.to === present
      ? { by: "custodian", at: last.change.at, proposal: last.proposal }
      : { by: "elsewhere", at: null };

  if (hadOtherUser) return { by: "elsewhere", at: null };
  if (listed.enrolment === "none")
    return primaryUser === null
      ? { by: "enrolment", at: enrolledAt }
      : { by: "elsewhere", at: null };
  if (listed.enrolledByUpn === null) return { by: "unknown", at: null };
  return primaryUser &&
    sameUpn(primaryUser.userPrincipalName, listed.enrolledByUpn)
    ? { by: "enrolment", at: enrolledAt }
    : { by: "elsewhere", at: null };
}

/**
 * What a proposal changed in Intune; null for nothing. Not certain while nobody has read it back, or when taking it
 * back failed.
 */
function changeOf({ state, fromUser, toUser }: Proposal): {
  readonly to: UserId | null;
  readonly at: Date;
  readonly isCertain: boolean;
} | null {
  if (state.kind === "undone")
    return {
      to: fromUser?.id ?? null,
      at: state.undo.writtenAt ?? state.undoneAt,
      isCertain: true,
    };
  if (!("appliedAt" in state)) return null;
  if (state.kind !== "verified")
    return { to: toUser?.id ?? null, at: state.appliedAt, isCertain: false };
  return state.changed
    ? { to: toUser?.id ?? null, at: tookEffectAt(state), isCertain: true }
    : null;
}
