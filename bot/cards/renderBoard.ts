import {
  BOARD_PAGE,
  type HandoffBoard,
} from "../../src/domain/handoffs/board.ts";
import type {
  Handoff,
  WaitingHandoff,
} from "../../src/domain/handoffs/handoff.ts";
import { asText } from "../text/asText.ts";
import { barInText } from "./parts/barInText.ts";
import { describeStanding } from "./parts/objection.ts";
import { fitsMessage } from "./parts/messageSize.ts";
import { deviceDetail, nameOf } from "./parts/people.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { tones } from "./parts/tone.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/**
 * How long the texts of a row may be. Ten of the longest have to fit a message, and three that are said to be wrong.
 */
const LENGTHS = { device: 50, detail: 40, account: 50 };
/** For names of which every character takes two in a message. */
const SHORTER = { device: 28, detail: 20, account: 28 };

type Lengths = typeof LENGTHS;

const MOST_CONTRADICTED = 3;

/** The staging board: how many devices stand at each stage, and one page of those that wait for their person. */
export function renderBoard(
  board: HandoffBoard,
  context: BoardContext,
): RenderedCard {
  const rendered = render(board, context, LENGTHS);
  return fitsMessage(rendered) ? rendered : render(board, context, SHORTER);
}

interface BoardContext {
  readonly now: Date;
  readonly messages?: Messages;
}

function render(
  board: HandoffBoard,
  { now, messages = english }: BoardContext,
  lengths: Lengths,
): RenderedCard {
  const { counts, rows, page, pages, waiting, stuck } = board;
  const contradicted = board.contradicted.first.slice(0, MOST_CONTRADICTED);
  const others = board.contradicted.total - contradicted.length;
  // Verified ones stay for ever, and theirs would soon be the only bar to be seen.
  const underway = counts.flatMap(({ stage, devices }) =>
    stage === "verified" ? [] : [{ stage, devices }],
  );
  const verified = counts.find(({ stage }) => stage === "verified");
  const longest = Math.max(1, ...underway.map(({ devices }) => devices));
  return fillTemplate("board", {
    messages: messages.labels,
    summary: messages.board.summary({ waiting, stuck }),
    bars: underway.map(({ stage, devices }) => ({
      label: messages.board.standsAt[stage],
      ...barInText(devices, longest),
    })),
    verified: messages.board.verified({ count: verified?.devices ?? 0 }),
    hasContradicted: contradicted.length > 0,
    contradicted: contradicted.flatMap((handoff) =>
      toContradicted(handoff, messages, lengths),
    ),
    hasMoreContradicted: others > 0,
    moreContradictedText: messages.board.moreContradicted({ count: others }),
    waiting:
      rows.length === 0
        ? messages.board.none
        : messages.board.waiting({
            first: page * BOARD_PAGE + 1,
            last: page * BOARD_PAGE + rows.length,
            all: waiting,
            stuck,
          }),
    rows: rows.map((row) => toRow(row, now, messages, lengths)),
    hasPrevious: page > 0,
    previousPage: page - 1,
    hasNext: page < pages - 1,
    nextPage: page + 1,
  });
}

/** Who says so and when; what they wrote, the helpdesk reads alone. */
function toContradicted(
  { device, objection, endedBecause }: Handoff,
  messages: Messages,
  lengths: Lengths,
) {
  if (!objection) return [];
  const said = messages.board.contradictedBy({
    name: asText(nameOf(objection.by, messages), lengths.account),
  });
  return {
    device: asText(device.name, lengths.device),
    said: `${said} ${describeStanding(objection, endedBecause, messages)}`,
    saidAt: when(objection.at),
  };
}

function toRow(
  { handoff, isStuck }: WaitingHandoff,
  now: Date,
  messages: Messages,
  lengths: Lengths,
) {
  const { device, enrolledAt, lastCheckInAt, stagingAccount } = handoff;
  return {
    isStuck,
    stuckMark: `${tones.doubtful.mark} ${messages.board.stuck} · `,
    device: asText(device.name, lengths.device),
    detail: deviceDetail(device, messages, lengths.detail),
    enrolledAt: when(enrolledAt),
    checkedInAt: lastCheckInAt ? when(lastCheckInAt) : messages.neverCheckedIn,
    wait: messages.board.wait({
      account: asText(stagingAccount, lengths.account),
      time: messages.formats.duration(
        Math.max(0, now.getTime() - enrolledAt.getTime()),
      ),
    }),
  };
}
