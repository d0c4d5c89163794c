import { z } from "zod";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { Collection } from "../../../src/domain/evidence/collection.ts";
import { LookUpUnavailable } from "../../../src/domain/lookups/errors.ts";
import type {
  DeviceAnswer,
  Freshness,
  UserAnswer,
} from "../../../src/domain/lookups/lookup.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import {
  describeConfidence,
  describeContradiction,
  factsOf,
} from "../../cards/renderDevice.ts";
import { describeReader } from "../../cards/parts/lookUpContext.ts";
import { describeNotAsked } from "../../cards/parts/notAsked.ts";
import { nameOf } from "../../cards/parts/people.ts";
import { proposedMessage } from "../../cards/renderProposeAnswer.ts";
import type {
  AskAgainReply,
  CollectReply,
  DeviceDetail,
  PersonDetail,
  ProposeReply,
  ProposeRequest,
} from "./shapes.ts";
import { toShownDays } from "./shownDays.ts";
import { plain, toDevice, toInstant, toPerson, toProposal } from "./summary.ts";
import type { Language } from "./language.ts";
import {
  Refused,
  type ApiDeps,
  type TabRequest,
  type Resource,
} from "./router.ts";

/** How long Microsoft may take before the directory answers instead. */
const MICROSOFT_MS = 2_500;

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Everything about a device that whoever asks may see. */
export function createDevice({ custodian, clock }: ApiDeps): Resource {
  return {
    method: "get",
    path: "/devices/:id",
    answer: (request) =>
      lookUp(request, "device", async (id): Promise<DeviceDetail | null> => {
        const answer = await custodian.lookUps.device(
          id as DeviceId,
          optionsOf(request),
        );
        if (!answer) return null;
        await custodian.lookUps.record(request.signedIn.userId, {
          kind: "device",
          id: answer.device.device.id,
        });
        const { collections } = custodian;
        const { isOn } = collections;
        const running = isOn
          ? await collections.find(answer.device.device.id)
          : null;
        return {
          ...toDeviceDetail(answer, request, clock.now()),
          collecting: isOn
            ? { running: running && describeRunning(running, request.language) }
            : null,
        };
      }),
  };
}

function describeRunning(
  { askedBy, askedAt }: Collection,
  { cards }: Language,
): NonNullable<NonNullable<DeviceDetail["collecting"]>["running"]> {
  const { by } = cards.tab.device.collecting;
  return {
    text: by({ name: nameOf(askedBy, cards) }),
    at: askedAt.toISOString(),
  };
}

/** Asks a device at once who used it. Whether whoever asks may, Custodian looks up at this moment. */
export function createCollect({ custodian }: ApiDeps): Resource {
  return {
    method: "post",
    path: "/devices/:id/collect",
    answer: (request) =>
      lookUp(request, "device", async (id): Promise<CollectReply> => {
        const { cards } = request.language;
        const words = cards.tab.device.collecting;
        const result = await custodian.collections.collectNow(
          id as DeviceId,
          request.signedIn.userId,
        );
        switch (result.kind) {
          case "refused":
            return { kind: "refused", message: plain(cards.t(result.message)) };
          case "running":
            return {
              kind: "refused",
              message: words.running({
                name: nameOf(result.collection.askedBy, cards),
              }),
            };
          case "asked":
          case "in-doubt":
            return { kind: "done", message: words[result.kind] };
        }
      }),
  };
}

/** Lets evidence ask about a silenced device again. Whether whoever asks may, Custodian looks up at this moment. */
export function createAskAgain({ custodian }: ApiDeps): Resource {
  return {
    method: "post",
    path: "/devices/:id/ask-again",
    answer: (request) =>
      lookUp(request, "device", async (id): Promise<AskAgainReply> => {
        const { askAgain, t } = request.language.cards;
        const result = await custodian.liftSilence(id, request.signedIn.userId);
        if (result.kind === "refused")
          return { kind: "refused", message: plain(t(result.message)) };
        const device = plain(result.device);
        return {
          kind: "done",
          message:
            result.kind === "lifted"
              ? askAgain.lifted({ device })
              : askAgain.notSilenced({ device }),
        };
      }),
  };
}

/** As long as somebody waits with a spinner; what takes longer is told in private, if they have a chat with the bot. */
const PROPOSING_MS = 5_000;

const Proposed = z.strictObject({
  userId: z.guid().toLowerCase(),
}) satisfies z.ZodType<ProposeRequest>;

/** Proposes a primary user in the name of whoever asks, with every check of the command. */
export function createPropose({ custodian, clock }: ApiDeps): Resource {
  return {
    method: "post",
    path: "/devices/:id/propose",
    answer: (request) =>
      lookUp(request, "device", async (id): Promise<ProposeReply> => {
        const { cards, tab } = request.language;
        const { userId } = request.signedIn;
        const body = Proposed.safeParse(request.body);
        if (!body.success)
          throw new Refused(400, "bad-request", tab.notUnderstood);
        const result = await custodian.propose(
          { device: id, user: body.data.userId, requestedBy: userId },
          {
            budgetMs: PROPOSING_MS,
            replyTo: {
              userId,
              teamsUserId: null,
              serviceUrl: null,
              conversationId: null,
            },
          },
        );
        switch (result.kind) {
          case "proposed":
          case "already-open":
            return {
              kind: "done",
              message: plain(proposedMessage(result, clock.now(), cards)),
            };
          case "wished":
            return { kind: "done", message: plain(cards.t(result.message)) };
          case "checking":
            return { kind: "done", message: cards.propose.checking };
          case "refused":
          case "choose-device":
          case "choose-user":
            return { kind: "refused", message: plain(cards.t(result.message)) };
        }
      }),
  };
}

/** The same about a person and their devices. */
export function createPerson({ custodian, clock }: ApiDeps): Resource {
  return {
    method: "get",
    path: "/people/:id",
    answer: (request) =>
      lookUp(request, "user", async (id): Promise<PersonDetail | null> => {
        const answer = await custodian.lookUps.user(
          id as UserId,
          optionsOf(request),
        );
        if (!answer) return null;
        await custodian.lookUps.record(request.signedIn.userId, {
          kind: "user",
          id: answer.user.id,
        });
        return toPersonDetail(answer, request, clock.now());
      }),
  };
}

function optionsOf({ signedIn, access }: TabRequest) {
  return { asker: signedIn.userId, access, budgetMs: MICROSOFT_MS };
}

async function lookUp<T>(
  { id, language }: TabRequest,
  kind: "device" | "user",
  find: (id: string) => Promise<T | null>,
): Promise<T> {
  const gone = new Refused(404, "not-found", language.cards.lookUp.gone[kind]);
  if (!GUID.test(id)) throw gone;
  try {
    const found = await find(id.toLowerCase());
    if (found === null) throw gone;
    return found;
  } catch (error) {
    if (!(error instanceof LookUpUnavailable)) throw error;
    if (error.refusal)
      throw new Refused(503, "unavailable", language.cards.t(error.refusal));
    throw new Refused(503, "unavailable", language.tab.away, 10);
  }
}

function toDeviceDetail(
  answer: DeviceAnswer,
  { access, language }: TabRequest,
  now: Date,
): Omit<DeviceDetail, "collecting"> {
  const { cards, tab } = language;
  const { device, primaryUser, since, seen, proposal } = answer;
  const context = { now, isPrivate: true } as const;
  const confidence = describeConfidence(answer, context, cards);
  return {
    device: toDevice(device.device),
    primaryUser: primaryUser && toPerson(primaryUser.person),
    facts: [
      ...factsAbout([
        [tab.notLive, refusedBecause(answer.freshness, language)],
        [
          cards.lookUp.yourAccount,
          describeReader(answer.accountReadAt, context, cards).readerText,
        ],
        [tab.department, primaryUser?.department],
        [tab.office, primaryUser?.officeLocation],
        [
          tab.manager,
          primaryUser?.isManagerLate
            ? tab.managerLate
            : primaryUser?.manager && nameOf(primaryUser.manager, cards),
        ],
        ...(primaryUser?.account ?? []).map(
          (mark) => [tab.account, cards.lookUp[mark]] as const,
        ),
      ]),
      since.at
        ? {
            // On a card the instant follows in the same line.
            label: cards.lookUp.since[since.by].replace(/:$/, ""),
            at: since.at.toISOString(),
          }
        : { label: tab.since, text: cards.lookUp.sinceUnknown[since.by] },
      ...factsOf(answer, context, cards).map(({ label, value }) => ({
        label,
        text: value,
      })),
      ...(device.device.enrolledAt
        ? [{ label: tab.enrolled, at: device.device.enrolledAt.toISOString() }]
        : []),
    ],
    confidence,
    sureness: confidence,
    contradiction: describeContradiction(answer, context, cards),
    days:
      answer.days && answer.days.people.length > 0
        ? toShownDays(
            answer.days,
            (person) =>
              person.id === primaryUser?.person.id
                ? cards.markedNow({ name: nameOf(person, cards) })
                : nameOf(person, cards),
            cards,
          )
        : null,
    seen: seen.map(({ person, name, logons, lastAt }) => ({
      name: person ? toPerson(person).name : plain(name),
      logons,
      lastAt: toInstant(lastAt),
    })),
    readAt: readAt(answer.freshness),
    withheld: withheld(access, language),
    proposal:
      proposal && toProposal(proposal, access.kind === "full", language),
    notAsked: describeNotAsked(answer, cards).map(({ text, until }) => ({
      text,
      until: toInstant(until),
    })),
    suggested: answer.suggested ? toPerson(answer.suggested) : null,
    isSilenced: !!answer.notAsked?.silence,
    intuneUrl: answer.intuneUrl,
  };
}

function toPersonDetail(
  answer: UserAnswer,
  { access, language }: TabRequest,
  now: Date,
): PersonDetail {
  const { cards, tab } = language;
  const { user, manager, owned, used } = answer;
  return {
    person: toPerson(user),
    facts: factsAbout([
      [tab.notLive, refusedBecause(answer.freshness, language)],
      [
        cards.lookUp.yourAccount,
        describeReader(answer.accountReadAt, { now, isPrivate: true }, cards)
          .readerText,
      ],
      [tab.department, user.department],
      [tab.office, user.officeLocation],
      [
        tab.manager,
        answer.isManagerLate
          ? tab.managerLate
          : manager && nameOf(manager, cards),
      ],
      [tab.mail, user.mail],
      [tab.account, user.accountEnabled ? null : cards.lookUp.disabled],
      [tab.account, user.userType === "guest" ? cards.lookUp.guest : null],
    ]),
    owned: owned.map(({ device, compliance }) => ({
      ...toDevice(device),
      compliance: cards.lookUp.compliance[compliance],
    })),
    ownedTotal: answer.ownedTotal,
    used: used && used.map(({ device }) => toDevice(device)),
    readAt: readAt(answer.freshness),
    withheld: withheld(access, language),
    entraUrl: answer.entraUrl,
  };
}

function factsAbout(
  facts: readonly (readonly [string, string | null | undefined])[],
): { readonly label: string; readonly text: string }[] {
  return facts.flatMap(([label, text]) =>
    text ? [{ label, text: plain(text) }] : [],
  );
}

function readAt(freshness: Freshness): string | null {
  return freshness.kind === "live" ? null : freshness.seenAt.toISOString();
}

/** Why it was not read live, where time does not cure it. */
function refusedBecause(
  freshness: Freshness,
  { cards }: Language,
): string | null {
  return freshness.kind === "directory" && freshness.refusal
    ? cards.t(freshness.refusal)
    : null;
}

function withheld(
  access: TabRequest["access"],
  { cards }: Language,
): string | null {
  switch (access.kind) {
    case "full":
      return null;
    case "basic":
      return cards.lookUp.ownOnly;
    case "undecided":
      return access.refusal
        ? plain(cards.t(access.refusal))
        : cards.lookUp.notSaidYet;
  }
}
