import type { Migration } from "kysely/migration";
import * as start from "./0001-start.ts";
import * as directory from "./0002-directory.ts";
import * as posts from "./0003-posts.ts";
import * as search from "./0004-search.ts";
import * as reportPeople from "./0005-report-people.ts";
import * as tab from "./0006-tab.ts";
import * as locales from "./0007-locales.ts";
import * as postTimes from "./0008-post-times.ts";
import * as deliveryLeases from "./0009-delivery-leases.ts";
import * as unposted from "./0010-unposted.ts";
import * as recordedErasures from "./0011-recorded-erasures.ts";
import * as days from "./0013-days.ts";
import * as channelRefusals from "./0014-channel-refusals.ts";
import * as goneAccounts from "./0016-gone-accounts.ts";
import * as failedLooks from "./0017-failed-looks.ts";
import * as exclusions from "./0018-exclusions.ts";
import * as firstRun from "./0019-first-run.ts";
import * as remediations from "./0020-remediations.ts";
import * as signIns from "./0021-sign-ins.ts";
import * as auditFilters from "./0022-audit-filters.ts";
import * as handoffDigests from "./0024-handoff-digests.ts";
import * as listedDays from "./0025-listed-days.ts";
import * as queue from "./0026-queue.ts";
import * as reminders from "./0027-reminders.ts";
import * as channelNames from "./0028-channel-names.ts";
import * as handoffObjections from "./0029-handoff-objections.ts";

/** In the order of their names, which is the order they run in. A migration that has landed is never edited. */
export const migrations: Record<string, Migration> = {
  "0001-start": start,
  "0002-directory": directory,
  "0003-posts": posts,
  "0004-search": search,
  "0005-report-people": reportPeople,
  "0006-tab": tab,
  "0007-locales": locales,
  "0008-post-times": postTimes,
  "0009-delivery-leases": deliveryLeases,
  "0010-unposted": unposted,
  "0011-recorded-erasures": recordedErasures,
  "0013-days": days,
  "0014-channel-refusals": channelRefusals,
  "0016-gone-accounts": goneAccounts,
  "0017-failed-looks": failedLooks,
  "0018-exclusions": exclusions,
  "0019-first-run": firstRun,
  "0020-remediations": remediations,
  "0021-sign-ins": signIns,
  "0022-audit-filters": auditFilters,
  "0024-handoff-digests": handoffDigests,
  "0025-listed-days": listedDays,
  "0026-queue": queue,
  "0027-reminders": reminders,
  "0028-channel-names": channelNames,
  "0029-handoff-objections": handoffObjections,
};
