import { z } from "zod";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";
import {
  QUEUE_KINDS,
  QUEUE_ORIGINS,
  QUEUE_SORTS,
  type QueueCursor,
  type QueueQuestion,
  type QueueSort,
} from "../../../src/domain/proposals/queue.ts";
import { fromShown } from "../../text/asText.ts";
import { LONGEST_TYPED } from "../../text/searchTyped.ts";
import { PLACES, type Place } from "../../../src/domain/proposals/places.ts";
import type { ProposalDetail, ProposalPage } from "./shapes.ts";
import { toProposalDetail } from "./detail.ts";
import { toProposal } from "./summary.ts";
import {
  ACCESS_MS,
  Refused,
  type ApiDeps,
  type TabRequest,
  type Resource,
} from "./router.ts";

const PAGE = 30;

/** What a page of an earlier version asks for; it may still be open while the bot is upgraded. */
const EARLIER: Readonly<Record<string, Place>> = {
  open: "waiting",
  settled: "decided",
};

/** The proposals in a place, or what is asked for of them, and how many there are in the others. */
export function createProposalPages({ custodian }: ApiDeps): Resource {
  return {
    method: "get",
    path: "/proposals",
    async answer({ query, access, language }): Promise<ProposalPage> {
      const question = readQuestion(query);
      const after = readAfter(query.get("after"));
      if (
        question === undefined ||
        after === undefined ||
        !isEndOf(question.sort, after)
      )
        throw new Refused(400, "bad-request", language.tab.notUnderstood);
      const { place } = question;
      const list = await custodian.pageProposals(question, after, PAGE);
      return {
        proposals: list.proposals.map((proposal) =>
          toProposal(proposal, access.kind === "full", language),
        ),
        counts: list.counts,
        total: place === "decided" ? null : list.counts[place],
        held: list.held,
        lacksChannel: list.lacksChannel,
        firstRunPerDay: list.firstRunPerDay,
        hasMorePeople: list.hasMorePeople,
        next: list.next && formatAfter(list.next),
      };
    },
  };
}

const Words = z
  .string()
  .transform((text) => fromShown(text).trim())
  .pipe(z.string().max(LONGEST_TYPED))
  .transform((text) => text || null)
  .nullable();

const Question = z.object({
  sort: z.enum(QUEUE_SORTS).default("newest"),
  device: Words,
  person: Words,
  kind: z.enum(QUEUE_KINDS).nullable(),
  certainty: z.enum(["sure", "likely", "unsure"]).nullable(),
  origin: z.enum(QUEUE_ORIGINS).nullable(),
  staged: z.literal("yes").nullable(),
});

/** @returns undefined for what no page asks. */
function readQuestion(query: URLSearchParams): QueueQuestion | undefined {
  const place = readPlace(query);
  const read = Question.safeParse({
    sort: query.get("sort") ?? undefined,
    device: query.get("device"),
    person: query.get("person"),
    kind: query.get("kind"),
    certainty: query.get("certainty"),
    origin: query.get("origin"),
    staged: query.get("staged"),
  });
  if (place === undefined || !read.success) return undefined;
  const { staged, ...rest } = read.data;
  // Elsewhere nothing happens of itself.
  return rest.sort === "expires" && place !== "waiting" && place !== "snoozed"
    ? undefined
    : { ...rest, place, isStaged: staged !== null };
}

/** @returns undefined for none that there is. */
function readPlace(query: URLSearchParams): Place | undefined {
  const earlier = EARLIER[query.get("state") ?? "open"];
  const asked = query.get("place");
  return asked === null ? earlier : PLACES.find((place) => place === asked);
}

/** All of one. */
export function createProposalDetails(deps: ApiDeps): Resource {
  return {
    method: "get",
    path: "/proposals/:id",
    async answer(request): Promise<ProposalDetail> {
      const reply = await deps.custodian.questions.proposal(
        readProposalId(request),
        request.signedIn.userId,
        ACCESS_MS,
      );
      if (reply.kind === "refused")
        throw new Refused(
          403,
          "not-allowed",
          request.language.t(reply.message),
        );
      if (reply.kind === "gone") throw noSuchProposal(request);
      return await toProposalDetail(deps, reply.proposal, request);
    },
  };
}

/** @throws {Refused} 404 for what cannot be one. */
export function readProposalId(
  request: Pick<TabRequest, "id" | "language">,
): ProposalId {
  if (!PROPOSAL_ID.test(request.id)) throw noSuchProposal(request);
  return request.id as ProposalId;
}

export const PROPOSAL_ID = /^[\w-]{1,100}$/;

function noSuchProposal({ language }: Pick<TabRequest, "language">): Refused {
  return new Refused(404, "not-found", language.cards.lookUp.proposalGone);
}

/** The end of the year 9999; from then on an instant is written in a form that databases do not read. */
export const LAST_INSTANT_MS = 253_402_300_799_999;

/** Longer than any name that an index of the queue can hold. */
const LONGEST_KEY = 2_704;

/** @returns undefined for what no page gave. */
function readAfter(text: string | null): QueueCursor | null | undefined {
  if (text === null) return null;
  const [, key, at, id] =
    /^(?:(.*)~)?(\d{1,15})\.([\w-]{1,100})$/s.exec(text) ?? [];
  return at === undefined ||
    id === undefined ||
    Number(at) > LAST_INSTANT_MS ||
    (key !== undefined && key.length > LONGEST_KEY)
    ? undefined
    : {
        key: key ?? null,
        createdAt: new Date(Number(at)),
        id: id as ProposalId,
      };
}

function formatAfter({ key, createdAt, id }: QueueCursor): string {
  const rest = `${createdAt.getTime()}.${id}`;
  return key === null ? rest : `${key}~${rest}`;
}

/** Whether a page of this order can end there. */
function isEndOf(sort: QueueSort, after: QueueCursor | null): boolean {
  if (after === null) return true;
  const { key } = after;
  switch (sort) {
    case "newest":
    case "oldest":
      return key === null;
    case "strength":
      return key !== null && NUMBER.test(String(key));
    case "expires":
      return (
        key !== null &&
        NUMBER.test(String(key)) &&
        Math.abs(Number(key)) <= LAST_INSTANT_MS
      );
    case "device":
      return key !== null;
  }
}

const NUMBER = /^-?\d{1,16}(?:\.\d{1,20})?$/;
