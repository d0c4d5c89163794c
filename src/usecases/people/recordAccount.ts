import { looksLikeId } from "../../domain/matching/nameOf.ts";
import type { User, UserId } from "../../domain/people/user.ts";
import type { PeopleStore } from "../../ports/stores/peopleStore.ts";

/**
 * Keeps what Entra said of an account, "no such account" included, so that the directory does not go on standing in
 * for somebody who is gone. Keeping it twice, or late, changes nothing: what was asked later counts.
 *
 * @param asked the object id or UPN that Entra was asked by. That nobody has a UPN says nothing of an account, which
 * may have another one by now, so that alone is not kept.
 * @param askedAt from before Entra was asked.
 */
export async function recordAccount(
  people: Pick<PeopleStore, "save" | "saveGone">,
  asked: string,
  user: User | null,
  askedAt: Date,
): Promise<void> {
  if (user) await people.save(user, askedAt);
  else if (looksLikeId(asked))
    await people.saveGone(asked.toLowerCase() as UserId, askedAt);
}
