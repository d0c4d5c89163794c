import type { Jobs } from "../../ports/jobs.ts";
import type { UnitOfWork } from "../../ports/storage.ts";

const ONCE_A_DAY = [{ capacity: 1, refillPerSecond: 1 / (24 * 60 * 60) }];

/**
 * Tells the admins, in the transaction of whoever noticed, and the same kind of news at most once a day: what goes
 * wrong with one card often goes wrong with all.
 */
export async function notifyAdminsOnceADay(
  { rates, queue }: Pick<UnitOfWork, "rates" | "queue">,
  news: Jobs["notifyAdmins"],
): Promise<void> {
  const waitMs = await rates.take(`tell-admins:${kindOf(news)}`, ONCE_A_DAY);
  if (waitMs === 0) await queue.send("notifyAdmins", news);
}

/** Which work was left is another kind of news each; which device's card it was is not. */
function kindOf(news: Jobs["notifyAdmins"]): string {
  if ("givenUp" in news) return `givenUp:${news.givenUp}`;
  if ("late" in news) return `late:${news.late}`;
  if ("unreadableGroup" in news)
    return `unreadableGroup:${news.unreadableGroup}`;
  const [about] = Object.keys(news);
  return about ?? "";
}
