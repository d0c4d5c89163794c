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
import { fitsMessage } from "./parts/messageSize.ts";
import { deviceDetail, deviceName, nameOf } from "./parts/people.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { tones } from "./parts/tone.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/** Ten of the longest have to fit a message. */
const DETAIL_LENGTH = 40;
const ACCOUNT_LENGTH = 50;
const MOST_CONTRADICTED = 3;

/** The staging board: how many devices stand at each stage, and one page of those that wait for their person. */
export function renderBoard(
  board: HandoffBoard,
  context: BoardContext,
): RenderedCard {
  const rendered = render(board, context, MOST_CONTRADICTED);
  return fitsMessage(rendered) ? rendered : render(board, context, 0);
}

interface BoardContext {
  readonly now: Date;
  readonly messages?: Messages;
}

/** @param most of the handoffs that are contradicted, how many it names; the tab has more. */
function render(
  board: HandoffBoard,
  { now, messages = english }: BoardContext,
  most: number,
): RenderedCard {
  const { counts, rows, page, pages, waiting, stuck } = board;
  const contradicted = board.contradicted.first.slice(0, most);
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
      toContradicted(handoff, messages),
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
    rows: rows.map((row) => toRow(row, now, messages)),
    hasPrevious: page > 0,
    previousPage: page - 1,
    hasNext: page < pages - 1,
    nextPage: page + 1,
  });
}

/** Who says so and when; what they wrote, the helpdesk reads alone. */
function toContradicted({ device, objection }: Handoff, messages: Messages) {
  if (!objection) return [];
  return {
    device: deviceName(device),
    said: messages.board.contradictedBy({
      name: asText(nameOf(objection.by, messages), ACCOUNT_LENGTH),
    }),
    saidAt: when(objection.at),
  };
}

function toRow(
  { handoff, isStuck }: WaitingHandoff,
  now: Date,
  messages: Messages,
) {
  const { device, enrolledAt, lastCheckInAt, stagingAccount } = handoff;
  return {
    isStuck,
    stuckMark: `${tones.doubtful.mark} ${messages.board.stuck} · `,
    device: deviceName(device),
    detail: deviceDetail(device, messages, DETAIL_LENGTH),
    enrolledAt: when(enrolledAt),
    checkedInAt: lastCheckInAt ? when(lastCheckInAt) : messages.neverCheckedIn,
    wait: messages.board.wait({
      account: asText(stagingAccount, ACCOUNT_LENGTH),
      time: messages.formats.duration(
        Math.max(0, now.getTime() - enrolledAt.getTime()),
      ),
    }),
  };
}
