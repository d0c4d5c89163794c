import { z } from "zod";
import type { TabLink } from "../cards/parts/tabLink.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import type { ProposalId } from "../../src/domain/proposals/proposal.ts";
import { LookUpUnavailable } from "../../src/domain/lookups/errors.ts";
import { asText } from "../text/asText.ts";
import { ActionNotUnderstood } from "../cards/parseAction.ts";
import { renderDevice } from "../cards/renderDevice.ts";
import { forDialog, withWayBackToProposal } from "../cards/forDialog.ts";
import { renderProposalDetails } from "../cards/renderProposalDetails.ts";
import {
  answerWithDeadline,
  dialogMessage,
  dialogResponse,
  type DialogBody,
} from "../turn/invoke.ts";
import type { Turn } from "../turn/turn.ts";
import { lookUpWithDeadline } from "./lookUpWithDeadline.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "questions" | "audit" | "lookUps">;
  readonly clock: Clock;
  /** To a proposal in the tab; null without one. */
  readonly tabLink: TabLink;
}

/** Of the second in which an invoke is answered: for finding out who asks. */
const ACCESS_MS = 600;

/** A proposal rarely has more than a dozen. */
const AUDIT_SHOWN = 100;

/**
 * `task/fetch` of *Details* on a proposal's card, and `task/submit` of *Previous* and *Next* in its dialog: a page of
 * all there is to know about the proposal, as much of it as whoever asks may see.
 *
 * @throws {ActionNotUnderstood} no card of ours sends this.
 */
export function createProposalDetailsHandler({
  custodian,
  clock,
  tabLink,
}: Deps) {
  return (turn: Turn): Promise<DialogBody> => {
    const { activity, userId, messages } = turn;
    const { id, page } = parse(AboutProposal, activity.value);
    const show = async (): Promise<DialogBody> => {
      const reply = await custodian.questions.proposal(id, userId, ACCESS_MS);
      if (reply.kind === "refused")
        return dialogMessage(messages.t(reply.message));
      if (reply.kind === "gone")
        return dialogMessage(messages.lookUp.proposalGone);
      const { proposal, isWhole } = reply;
      const rows = await custodian.audit.forProposal(proposal, AUDIT_SHOWN + 1);
      const { card } = renderProposalDetails(
        {
          proposal,
          isWhole,
          audit: rows.slice(0, AUDIT_SHOWN),
          hasOlderAudit: rows.length > AUDIT_SHOWN,
        },
        { now: clock.now(), page, tabLink, messages },
      );
      return dialogResponse(messages.labels.detailsTitle, card);
    };
    return answerWithDeadline(
      show(),
      dialogMessage(messages.turn.lateForTeams),
      { ...turn, log: turn.log.child({ proposalId: id }) },
    );
  };
}

/**
 * `task/fetch` of *Details* on a device's card, and `task/submit` of *About the device* in a proposal's dialog: all
 * about the device, for whoever asks alone.
 *
 * @throws {ActionNotUnderstood} no card of ours sends this.
 */
export function createDeviceDetailsHandler({ custodian, clock }: Deps) {
  return (turn: Turn): Promise<DialogBody> => {
    const { id, proposal } = parse(AboutDevice, turn.activity.value);
    const { messages } = turn;
    return lookUpWithDeadline(custodian, turn, {
      refuse: dialogMessage,
      late: dialogMessage(messages.turn.lateForTeams),
      async answer(options) {
        try {
          const answer = await custodian.lookUps.device(id, options);
          if (!answer) return dialogMessage(messages.lookUp.gone.device);
          await custodian.lookUps.record(options.asker, { kind: "device", id });
          const { card } = renderDevice("device", answer, {
            now: clock.now(),
            isPrivate: true,
            messages,
          });
          return dialogResponse(
            asText(answer.device.device.name, TITLE_LENGTH),
            proposal === undefined
              ? forDialog(card)
              : withWayBackToProposal(forDialog(card), proposal, messages),
          );
        } catch (error) {
          if (!(error instanceof LookUpUnavailable)) throw error;
          return dialogMessage(
            error.refusal
              ? messages.t(error.refusal)
              : messages.lookUp.unavailable,
          );
        }
      },
    });
  };
}

const TITLE_LENGTH = 60;
const MOST_PAGES = 10_000;

const OfProposal = z
  .string()
  .min(1)
  .max(100)
  .transform((id) => id as ProposalId);

const AboutProposal = z.object({
  id: OfProposal,
  page: z.int().min(0).max(MOST_PAGES).default(0),
});

const AboutDevice = z.object({
  id: z
    .guid()
    .toLowerCase()
    .transform((id) => id as DeviceId),
  proposal: OfProposal.optional(),
});

function parse<Shape>(data: z.ZodType<Shape>, value: unknown): Shape {
  const parsed = z.object({ data }).safeParse(value);
  if (parsed.success) return parsed.data.data;
  throw new ActionNotUnderstood(
    parsed.error.issues.map(({ path }) => path.join(".")).join(", "),
    (messages) => messages.notUnderstood.details,
  );
}
