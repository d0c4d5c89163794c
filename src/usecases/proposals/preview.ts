import { setImmediate } from "node:timers/promises";
import { AppError } from "../../domain/appError.ts";
import { message } from "../../domain/message.ts";
import { toDeviceRef, type DeviceId } from "../../domain/devices/device.ts";
import { groupOf } from "../../domain/proposals/evidenceGroup.ts";
import {
  inOrder,
  type Preview,
  type PreviewReply,
  type PreviewRow,
} from "../../domain/proposals/preview.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { hasCardPlace } from "../../domain/proposals/states.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import { within } from "../../ports/attempt.ts";
import { knowExcluded } from "../exclusions/readExcludedGroups.ts";
import { listTechnicians } from "../people/technicians.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { EvaluateDeps } from "./evaluateDevice.ts";
import { weighCandidate, type WeighedCandidate } from "./weighCandidate.ts";

const PAGE = 200;

export interface PreviewPage {
  readonly rows: readonly PreviewRow[];
  readonly weighed: number;
  readonly open: number;
}

/**
 * What would be proposed now of all devices of which something is known, page by page in the order of their ids: by the
 * decision of the sweep, what people said before included. Proposes nothing, and asks Graph only who the technicians
 * are, once, and who is in a group of exclusions that was never read, which is then kept. What is only known to be
 * about a device that no sweep read yet is left out.
 *
 * @throws {GraphThrottled | GraphUnavailable}
 */
export async function* previewPages(
  deps: EvaluateDeps,
): AsyncGenerator<PreviewPage> {
  const { storage } = deps;
  const { values } = await currentSettings(storage);
  const technicians = await listTechnicians(deps);
  for (let after: DeviceId | null = null; ;) {
    const ids: readonly DeviceId[] = await storage.devices.listKnown(
      values,
      PAGE,
      after,
    );
    const listed = await storage.devices.findAll(ids);
    const rows: PreviewRow[] = [];
    let open = 0;
    for (const device of listed) {
      // Whoever clicks or reports meanwhile comes first.
      await setImmediate();
      const weighed = await weighCandidate(
        deps,
        device,
        technicians,
        values,
        "stored",
      );
      if (weighed?.active && hasCardPlace(weighed.active)) open += 1;
      const row = weighed && toRow(weighed);
      if (row) rows.push(row);
    }
    yield { rows, weighed: listed.length, open };
    if (ids.length < PAGE) return;
    after = ids.at(-1) ?? null;
  }
}

function toRow({ seen, active, step }: WeighedCandidate): PreviewRow | null {
  const { then } = step;
  if (then.kind === "create")
    return {
      ...describe(seen.device, then.evidence),
      fromUser: seen.primaryUser,
      toUser: then.toUser,
      waits: false,
    };
  const held = step.overtaken ? null : active;
  if (
    held?.state.kind !== "held" ||
    held.origin.kind !== "machine" ||
    !held.evidence ||
    then.kind === "end"
  )
    return null;
  const evidence = then.kind === "refresh" ? then.evidence : held.evidence;
  return {
    ...describe(seen.device, evidence),
    fromUser: held.fromUser,
    toUser: held.toUser,
    waits: true,
  };
}

function describe(
  device: WeighedCandidate["seen"]["device"],
  evidence: NonNullable<Proposal["evidence"]>,
): Pick<PreviewRow, "device" | "reason" | "certainty" | "days"> {
  const { id, name, model, serialNumber } = toDeviceRef(device);
  const { outcome } = evidence;
  return {
    device: { id, name, model, serialNumber },
    ...groupOf(evidence),
    days: outcome.kind === "took-over" ? outcome.days : null,
  };
}

/** A preview that was made before is good for the pages of a card that somebody turns. */
const HOLDS_MS = 10 * 60 * 1000;
/** Whoever asks anew is told nothing older. */
const FRESH_MS = 30 * 1000;

interface Progress {
  /** Of the settings that it is made by. */
  readonly version: number;
  weighed: number;
  isAwaited: boolean;
  isOutdated: boolean;
}

type Making = Progress & { readonly done: Promise<Preview> };

/** The settings were changed while a preview was made. */
class PreviewOutdated extends AppError {
  readonly code = "preview.outdated";
  readonly userMessage = message("preview.outdated");
  override readonly retryable = true;

  constructor() {
    super("The settings were changed while a preview was made");
  }
}

export interface Previews {
  /**
   * The preview, made now or lately; where that takes longer, how far it is: it goes on, and is there for who asks
   * again.
   *
   * @param isNew false for another page of one that was shown.
   * @throws {GraphThrottled | GraphUnavailable}
   */
  read(budgetMs: number, isNew: boolean): Promise<PreviewReply>;
}

/** One at a time in a process: it reads whole tables. */
export function createPreviews(deps: EvaluateDeps): Previews {
  let made: {
    readonly preview: Preview;
    readonly version: number;
    /** Somebody was told to ask again for it, and has not seen it. */
    isAwaited: boolean;
  } | null = null;
  let making: Making | null = null;

  async function make(progress: Progress): Promise<Preview> {
    const { storage, clock } = deps;
    const { values } = await currentSettings(storage);
    const firstRun = await storage.firstRun.find();
    const knowsExcluded = await knowExcluded(deps, values);
    const rows: PreviewRow[] = [];
    let open = 0;
    for await (const page of previewPages(deps)) {
      if (progress.isOutdated) throw new PreviewOutdated();
      rows.push(...page.rows);
      open += page.open;
      progress.weighed += page.weighed;
    }
    const preview: Preview = {
      madeAt: clock.now(),
      ...firstRunBy(values, firstRun !== null),
      rows: inOrder(rows),
      weighed: progress.weighed,
      open,
      knowsExcluded,
    };
    made = {
      preview,
      version: progress.version,
      isAwaited: progress.isAwaited,
    };
    return preview;
  }

  /** One by settings that were changed since ends with its page, before the next begins. */
  function begin(version: number): Making {
    const before = making;
    if (before) before.isOutdated = true;
    const progress: Progress = {
      version,
      weighed: 0,
      isAwaited: false,
      isOutdated: false,
    };
    const done = (async () => {
      await before?.done.catch(() => undefined);
      try {
        return await make(progress);
      } finally {
        if (making?.version === version) making = null;
      }
    })();
    // Whoever waits hears of it; nobody may.
    done.catch(() => undefined);
    return Object.assign(progress, { done });
  }

  return {
    async read(budgetMs, isNew) {
      const { version } = await currentSettings(deps.storage);
      const ageMs = made
        ? deps.clock.now().getTime() - made.preview.madeAt.getTime()
        : Infinity;
      const holdsMs = isNew && !made?.isAwaited ? FRESH_MS : HOLDS_MS;
      if (made?.version === version && ageMs <= holdsMs) {
        made.isAwaited = false;
        return { kind: "made", preview: made.preview };
      }
      if (making?.version !== version) making = begin(version);
      const current = making;
      const preview = await within(budgetMs, current.done);
      if (preview) return { kind: "made", preview };
      current.isAwaited = true;
      return { kind: "being-made", weighed: current.weighed };
    },
  };
}

function firstRunBy(
  { proposing, firstRunProposalsPerDay }: SettingValues,
  isFirstRun: boolean,
): Pick<Preview, "proposing" | "firstRunPerDay"> {
  return {
    proposing,
    firstRunPerDay: isFirstRun ? firstRunProposalsPerDay : null,
  };
}
