import { z } from "zod";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import type { SettingsChangeResult } from "../../../src/domain/settings/settingsChange.ts";
import { describeAfter } from "../../cards/settings/outcome.ts";
import { requireAdmin } from "./requireAdmin.ts";
import {
  Refused,
  type ApiDeps,
  type Resource,
  type TabRequest,
} from "./router.ts";
import { sayMeanwhile, toChanged, toSettingsView } from "./settingsView.ts";
import type {
  SettingsReply,
  SettingsRequest,
  SettingsView,
  StopChannelReply,
  StopChannelRequest,
} from "./shapes.ts";

/** The settings as a form; for whoever is an admin by Entra at this moment. */
export function createSettings(deps: ApiDeps): Resource {
  return {
    method: "get",
    path: "/settings",
    async answer({ signedIn, language }): Promise<SettingsView> {
      const opened = await deps.custodian.settings.open(
        signedIn.userId,
        "message",
      );
      if (opened.kind === "page")
        return toSettingsView(opened.page, deps.environment, language.cards);
      const said = language.t(opened.message);
      throw opened.message.say === "people.admins-only"
        ? new Refused(403, "not-allowed", said)
        : new Refused(503, "not-checked", said, 2);
    },
  };
}

/** More than all fields together may hold. */
const MOST_FORM_BYTES = 128 * 1024;

const Body = z.strictObject({
  version: z.int().positive(),
  texts: z
    .record(z.string().max(100), z.string().max(20_000))
    .refine((texts) => Object.keys(texts).length <= 500),
}) satisfies z.ZodType<SettingsRequest>;

/** Stores what was typed, as the form in the chat does: who may is asked then, and by the same use case. */
export function createSaveSettings(deps: ApiDeps): Resource {
  return {
    method: "post",
    path: "/settings",
    mostBodyBytes: MOST_FORM_BYTES,
    async answer(request): Promise<SettingsReply> {
      const body = Body.safeParse(request.body);
      if (!body.success) throw notUnderstood(request);
      const result = await deps.custodian.settings.change({
        ...body.data,
        changedBy: request.signedIn.userId,
      });
      return toReply(result, deps, request);
    },
  };
}

function toReply(
  result: SettingsChangeResult,
  { environment }: Pick<ApiDeps, "environment">,
  { language }: TabRequest,
): SettingsReply {
  const { cards, t } = language;
  if (result.kind === "refused")
    return { kind: "refused", message: t(result.message) };
  const settings = toSettingsView(result.page, environment, cards);
  switch (result.kind) {
    case "saved":
    case "unchanged":
      return {
        kind: result.kind,
        said: describeAfter(result, cards),
        settings,
      };
    case "faulty":
      return {
        kind: "faulty",
        said: describeAfter(result, cards),
        faults: Object.fromEntries(
          Object.entries(result.faults).map(([id, faults]) => [
            id,
            faults.map((fault) => t(fault)),
          ]),
        ),
        settings,
      };
    case "stale":
      return {
        kind: "stale",
        changed: toChanged(result.page.lastChange, result.page.names, cards),
        meanwhile: sayMeanwhile(result.meanwhile, settings, cards),
        settings,
      };
  }
}

const Stopping = z.strictObject({
  channelId: z.string().min(1).max(500),
}) satisfies z.ZodType<StopChannelRequest>;

/** `stop using this channel`, without going there. */
export function createStopChannel(deps: ApiDeps): Resource {
  return {
    method: "post",
    path: "/settings/channels/stop",
    async answer(request): Promise<StopChannelReply> {
      await requireAdmin(deps, request);
      const body = Stopping.safeParse(request.body);
      if (!body.success) throw notUnderstood(request);
      const wasInUse = await deps.custodian.channels.stop(
        body.data.channelId as ChannelId,
        request.signedIn.userId,
      );
      return { wasInUse };
    },
  };
}

function notUnderstood({ language }: TabRequest): Refused {
  return new Refused(400, "bad-request", language.tab.notUnderstood);
}
