import {
  CERTAINTIES,
  groupsOf,
  type Preview,
  type PreviewRow,
} from "../../src/domain/proposals/preview.ts";
import { asText } from "../text/asText.ts";
import { nameOf } from "./parts/people.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

const PAGE = 8;

const NAME_LENGTH = 50;

/**
 * What would be proposed: how many of each certainty and reason, and a page of them.
 *
 * @param page from 0; the last one when there are not so many.
 */
export function renderWouldPropose(
  preview: Preview,
  page: number,
  messages: Messages = english,
): RenderedCard {
  const { rows } = preview;
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const shown = Math.min(page, pages - 1);
  const first = shown * PAGE;
  const onPage = rows.slice(first, first + PAGE);
  const groups = groupsOf(rows);
  const { formats } = messages;
  return fillTemplate("preview", {
    messages: messages.labels,
    summary: messages.preview.found({ count: rows.length }),
    notes: notesOf(preview, messages).map((message) => ({ message })),
    certainties: CERTAINTIES.flatMap((certainty) => {
      const reasons = groups.filter((group) => group.certainty === certainty);
      return reasons.length === 0
        ? []
        : [
            {
              title: messages.certainty[certainty],
              count: formats.number(
                reasons.reduce((sum, { count }) => sum + count, 0),
              ),
              reasons: reasons.map(({ reason, count }) => ({
                count: formats.number(count),
                title: messages.preview.reasons[reason],
              })),
            },
          ];
    }),
    hasRows: rows.length > 0,
    shown: messages.lookUp.shown({
      first: first + 1,
      last: first + onPage.length,
    }),
    rows: onPage.map((row) => toRow(row, messages)),
    hasPrevious: shown > 0,
    previousPage: shown - 1,
    hasNext: shown < pages - 1,
    nextPage: shown + 1,
  });
}

/** What a reader must know of it, a sentence or two each. */
export function notesOf(
  { rows, proposing, firstRunPerDay, weighed, open, knowsExcluded }: Preview,
  messages: Messages,
): readonly string[] {
  const { preview } = messages;
  const waiting = rows.filter(({ waits }) => waits).length;
  return [
    [
      preview.found({ count: rows.length }),
      preview.weighed({ count: weighed }),
      ...(open > 0 ? [preview.open({ count: open })] : []),
    ].join(" "),
    ...(knowsExcluded ? [] : [preview.groupUnreadable]),
    ...(proposing === "observe"
      ? [preview.observing]
      : [
          preview.nothingPosted,
          ...(waiting > 0
            ? [
                firstRunPerDay === null
                  ? preview.waiting({ count: waiting })
                  : messages.firstRunWaiting({
                      count: waiting,
                      perDay: firstRunPerDay,
                    }),
              ]
            : []),
        ]),
  ];
}

function toRow(
  { device, fromUser, toUser, reason, certainty, days, waits }: PreviewRow,
  messages: Messages,
) {
  return {
    device: asText(device.name, NAME_LENGTH),
    detail: asText(device.model, NAME_LENGTH),
    change: messages.pending.change({
      from: nameOf(fromUser, messages),
      to: nameOf(toUser, messages),
    }),
    why: [
      messages.certainty[certainty],
      messages.preview.reasons[reason],
      ...(days === null ? [] : [messages.preview.days({ count: days })]),
      ...(waits ? [messages.preview.waits] : []),
    ].join(" · "),
  };
}
