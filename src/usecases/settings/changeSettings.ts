import { isDeepStrictEqual } from "node:util";
import { AppError } from "../../domain/appError.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Messenger } from "../../ports/messenger.ts";
import { ADMINS_ONLY, findRoleOf } from "../people/permissions.ts";
import { parseUpn } from "../../domain/people/upn.ts";
import type { User, UserId } from "../../domain/people/user.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import { reviewOpenCards } from "../exclusions/readExcludedGroups.ts";
import { followProposing } from "../proposals/firstRun.ts";
import { currentSettings, pickSettings } from "./currentSettings.ts";
import { nameChannels } from "./nameChannels.ts";
import { rememberPerson } from "./rememberPerson.ts";
import { readSettingsPage } from "./readSettingsPage.ts";
import type { StoredSettings } from "../../ports/stores/settingsStore.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import {
  fieldsChanged,
  readForm,
  typedInto,
  writeForm,
  type ReadForm,
} from "../../domain/settings/settingsForm.ts";
import type { FormFaults } from "../../domain/settings/formText.ts";
import type { NewLead } from "../../domain/settings/leadFields.ts";
import { message, type Message } from "../../domain/message.ts";
import type {
  OpenedSettings,
  SettingsChange,
  SettingsChangeResult,
  SettingsPage,
} from "../../domain/settings/settingsChange.ts";

interface SettingsDeps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly messenger: Pick<Messenger, "namesOf">;
  readonly adminsGroupId: GroupId;
  readonly clock: Clock;
  readonly log: Log;
}

/** Teams' clients give up on a click after some seconds; a person doubts after one. */
const ENTRA_BUDGET_MS = 700;

/** How long a form waits for names that are not known yet. */
const NAMES_BUDGET_MS = 250;

/** By then the person was told that nothing is known, so nothing may be stored any more. */
const SAVE_BUDGET_MS = 850;

const ENTRA_TOO_SLOW = message("entra.nothing-changed");

/**
 * The settings, for an administrator by Entra at this moment. Never throws an AppError.
 *
 * @param withinMs how long Entra may take: a click waits for less than a message.
 */
export async function openSettings(
  deps: SettingsDeps,
  userId: UserId,
  withinMs: number = ENTRA_BUDGET_MS,
): Promise<OpenedSettings> {
  const refusal = await refuse(deps, userId, AbortSignal.timeout(withinMs));
  if (refusal !== null) return { kind: "refused", message: refusal };
  const current = await currentSettings(deps.storage);
  await Promise.all([
    nameChannels(deps, NAMES_BUDGET_MS),
    current.changedBy &&
      rememberPerson(
        deps,
        current.changedBy,
        AbortSignal.timeout(NAMES_BUDGET_MS),
      ),
  ]);
  return { kind: "page", page: await readSettingsPage(deps.storage) };
}

/**
 * Stores what an administrator changed in a form as the next version, with the old and new values in the audit log.
 *
 * A form made from an older version stores nothing, unless it asks for exactly what is there: Teams delivers twice. It
 * comes back with what was changed meanwhile and with what was typed, to be saved once more by whoever has seen both.
 * Faults are found all at once, and with any nothing is stored. New leads must be people of the tenant, by Entra at
 * this moment. Thresholds and intervals count from the next decision on; held proposals look for a place anew; cards
 * that are open stay where they are.
 *
 * Either done within a second or not at all. Never throws an AppError.
 */
export async function changeSettings(
  deps: SettingsDeps,
  change: SettingsChange,
): Promise<SettingsChangeResult> {
  const tooLate = AbortSignal.timeout(SAVE_BUDGET_MS);
  const signal = AbortSignal.timeout(ENTRA_BUDGET_MS);
  const page = await readSettingsPage(deps.storage);
  const form = readForm(change.texts, page.values, page.channels);
  const [refusal, leads, technicians] = await Promise.all([
    refuse(deps, change.changedBy, signal),
    findLeads(deps, form.newLeads, signal),
    findUnknownTechnicians(deps, page.values, form.values, signal),
    rememberPerson(deps, change.changedBy, signal),
  ]);
  // Who may not do this learns nothing about others.
  if (refusal !== null) return { kind: "refused", message: refusal };
  if ("say" in leads) return { kind: "refused", message: leads };

  const { values, faults } = withLeads(form, leads);
  const hasFaults = Object.keys(faults).length > 0;
  if (!hasFaults && isDeepStrictEqual(values, page.values))
    return { kind: "unchanged", page, unknownTechnicians: [] };
  if (change.version !== page.version)
    return await findMeanwhile(deps, change, page);
  if (hasFaults) return { kind: "faulty", page, faults, names: namesOf(leads) };

  const stored = await store(deps, change, values, tooLate);
  const after = await readSettingsPage(deps.storage);
  switch (stored) {
    case "too late":
      return { kind: "refused", message: ENTRA_TOO_SLOW };
    case "stale":
      return await findMeanwhile(deps, change, after);
    case "saved":
      return { kind: "saved", page: after, unknownTechnicians: technicians };
  }
}

/** @returns why this person may not; null when they may. */
async function refuse(
  deps: SettingsDeps,
  userId: UserId,
  signal: AbortSignal,
): Promise<Message | null> {
  const { adminsGroupId, log } = deps;
  try {
    const { kind } = await findRoleOf(deps, adminsGroupId, userId, { signal });
    if (kind === "admin") return null;
    log.info({ userId }, "The settings were refused to someone");
    return ADMINS_ONLY;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.info({ userId, code: error.code }, "The settings were refused");
    return explain(error);
  }
}

/** Only what passes by itself is worth another try; a missing permission is for an operator to know. */
function explain(error: AppError): Message {
  return error.retryable ? ENTRA_TOO_SLOW : error.userMessage;
}

/** What another admin changed since the form was made, and what was typed into it. */
async function findMeanwhile(
  { storage }: Pick<SettingsDeps, "storage">,
  { version, texts }: SettingsChange,
  page: SettingsPage,
): Promise<Extract<SettingsChangeResult, { kind: "stale" }>> {
  const made = await storage.settings.find(version);
  const now = writeForm(page.values, page.channels);
  // No form of ours has a version that never was: of such a one nothing is known.
  const shown = writeForm(made?.values ?? page.values, page.channels);
  const changed = fieldsChanged(shown, now);
  return {
    kind: "stale",
    page,
    meanwhile: Object.fromEntries(changed.map((id) => [id, now[id] ?? ""])),
    typed: typedInto(texts, shown),
  };
}

type FoundLead = NewLead & { readonly user: User | null };

/** @returns why Entra did not say who they are, for a person, when it did not. */
async function findLeads(
  { graph, log }: SettingsDeps,
  newLeads: readonly NewLead[],
  signal: AbortSignal,
): Promise<readonly FoundLead[] | Message> {
  const names = [...new Set(newLeads.map(({ lead }) => lead))];
  try {
    const users = new Map(
      await Promise.all(
        names.map(
          async (name) =>
            [name, await graph.users.find(name, { signal })] as const,
        ),
      ),
    );
    return newLeads.map((one) => ({
      ...one,
      user: users.get(one.lead) ?? null,
    }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ code: error.code }, "Leads could not be looked up");
    return explain(error);
  }
}

function namesOf(leads: readonly FoundLead[]): Record<string, string> {
  return Object.fromEntries(
    leads.flatMap(({ lead, user }) => (user ? [[lead, user.displayName]] : [])),
  );
}

function withLeads(
  form: ReadForm,
  leads: readonly FoundLead[],
): { readonly values: SettingValues; readonly faults: FormFaults } {
  const faults: Record<string, readonly Message[]> = { ...form.faults };
  const stagingLeads = { ...form.values.stagingLeads };
  for (const { account, lead, field, user } of leads) {
    const read = readLead(lead, user);
    if ("upn" in read) stagingLeads[account] = read.upn;
    else faults[field] = [...(faults[field] ?? []), read.fault];
  }
  return { values: { ...form.values, stagingLeads }, faults };
}

function readLead(
  lead: string,
  user: User | null,
): { readonly upn: string } | { readonly fault: Message } {
  if (!user) return { fault: message("setting.lead-unknown", { name: lead }) };
  const who = { name: user.displayName };
  if (user.userType === "guest")
    return { fault: message("setting.lead-guest", who) };
  if (!user.accountEnabled)
    return { fault: message("setting.lead-disabled", who) };
  const upn = parseUpn(user.userPrincipalName);
  return upn ? { upn } : { fault: message("setting.lead-without-upn", who) };
}

/** How many are asked for live; the others only by the directory of people. */
const MOST_ASKED = 10;

/** A warning is not worth waiting for: whoever cannot be looked up in time is not warned of. */
async function findUnknownTechnicians(
  { graph, storage }: SettingsDeps,
  before: SettingValues,
  after: SettingValues,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const added = after.technicians
    .filter((upn) => !before.technicians.includes(upn))
    .slice(0, MOST_ASKED);
  const found = await Promise.allSettled(
    added.map(
      async (upn) =>
        (await storage.people.findByUpn(upn, new Date(0))) ??
        (await graph.users.find(upn, { signal })),
    ),
  );
  return added.filter((_upn, index) => {
    const one = found[index];
    return one?.status === "fulfilled" && one.value === null;
  });
}

async function store(
  { storage, clock, log }: SettingsDeps,
  { version, changedBy }: SettingsChange,
  values: SettingValues,
  tooLate: AbortSignal,
): Promise<"saved" | "stale" | "too late"> {
  return await storage.transaction(async (unit) => {
    await unit.proposals.lock("settings");
    const current = await unit.settings.current();
    if (current?.version !== version) return "stale";
    if (tooLate.aborted) return "too late";
    const changed = whatChanged(current.values, values);
    const next: StoredSettings = {
      version: version + 1,
      values,
      changedByAdmins: [...new Set([...current.changedByAdmins, ...changed])],
      changedBy,
      changedAt: clock.now(),
    };
    await unit.settings.save(next);
    await unit.channels.forgetWords();
    await sendFollowUps(unit, changed);
    await followProposing(unit, current.values, values, next.changedAt);
    await unit.audit.append({
      kind: "settings.changed",
      at: next.changedAt,
      actor: changedBy,
      deviceId: null,
      proposalId: null,
      details: {
        version: next.version,
        changed: changed.join(", "),
        old: pickSettings(current.values, changed),
        new: pickSettings(values, changed),
      },
    });
    log.info({ version: next.version, changed }, "The settings were changed");
    return "saved";
  });
}

function whatChanged(
  before: SettingValues,
  after: SettingValues,
): readonly (keyof SettingValues)[] {
  return (Object.keys(after) as (keyof SettingValues)[]).filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
}

async function sendFollowUps(
  unit: UnitOfWork,
  changed: readonly (keyof SettingValues)[],
): Promise<void> {
  if (
    changed.includes("channelScopes") ||
    changed.includes("openCardsPerChannel") ||
    changed.includes("firstRunProposalsPerDay")
  )
    await unit.queue.send("postHeldProposals", {});
  if (changed.some((name) => name.startsWith("excluded")))
    await reviewOpenCards(unit);
}
