import type {
  Proposal,
  ProposalId,
} from "../../../src/domain/proposals/proposal.ts";
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

/** The proposals in a place, and how many there are in the others. */
export function createProposalPages({ custodian }: ApiDeps): Resource {
  return {
    method: "get",
    path: "/proposals",
    async answer({ query, access, language }): Promise<ProposalPage> {
      const place = readPlace(query);
      const after = readAfter(query.get("after"));
      if (place === undefined || after === undefined)
        throw new Refused(400, "bad-request", language.tab.notUnderstood);
      const list = await custodian.pageProposals(place, after, PAGE);
      const last = list.proposals.at(-1);
      return {
        proposals: list.proposals.map((proposal) =>
          toProposal(proposal, access.kind === "full", language),
        ),
        counts: list.counts,
        total: place === "decided" ? null : list.counts[place],
        held: list.held,
        lacksChannel: list.lacksChannel,
        firstRunPerDay: list.firstRunPerDay,
        next:
          list.isLast || !last
            ? null
            : `${last.createdAt.getTime()}.${last.id}`,
      };
    },
  };
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

const PROPOSAL_ID = /^[\w-]{1,100}$/;

function noSuchProposal({ language }: Pick<TabRequest, "language">): Refused {
  return new Refused(404, "not-found", language.cards.lookUp.proposalGone);
}

/** The end of the year 9999; from then on an instant is written in a form that databases do not read. */
export const LAST_INSTANT_MS = 253_402_300_799_999;

/** @returns undefined for what no page gave. */
function readAfter(
  text: string | null,
): Pick<Proposal, "id" | "createdAt"> | null | undefined {
  if (text === null) return null;
  const [, at, id] = /^(\d{1,15})\.([\w-]{1,100})$/.exec(text) ?? [];
  return at === undefined || id === undefined || Number(at) > LAST_INSTANT_MS
    ? undefined
    : { createdAt: new Date(Number(at)), id: id as ProposalId };
}
