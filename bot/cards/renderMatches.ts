import type { DirectoryDevice } from "../../src/domain/devices/directory.ts";
import { forDialog } from "./forDialog.ts";
import { describeDevice } from "./renderPreview.ts";
import {
  fillTemplate,
  type Card,
  type RenderedCard,
} from "./parts/template.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/** So many of the longest names fit a dialog. */
const ROWS_SHOWN = 8;

/** So many ids go with every button of a dialog. */
const MOST_LISTED = 120;

interface MatchesContext {
  /** False says that the message may name more. */
  readonly isWhole?: boolean;
  /** From 0; the last one where there are not so many. */
  readonly page?: number;
  readonly messages?: Messages;
}

/** The devices that a message names, each with a button that shows its card in the same dialog; in pages. */
export function renderMatches(
  devices: readonly DirectoryDevice[],
  { isWhole = true, page: asked = 0, messages = english }: MatchesContext = {},
): RenderedCard {
  const count = messages.extension.matches({ count: devices.length });
  const listed = devices.slice(0, MOST_LISTED);
  const pages = Math.max(1, Math.ceil(listed.length / ROWS_SHOWN));
  const page = Math.min(asked, pages - 1);
  const shown = listed.slice(page * ROWS_SHOWN, (page + 1) * ROWS_SHOWN);
  const more = devices.length - listed.length;
  return fillTemplate("matches", {
    messages: messages.labels,
    summary: count,
    count,
    hasMore: more > 0,
    moreText: messages.andMore({ count: more }),
    isPart: !isWhole,
    partText: messages.extension.readInPart,
    // A hidden input goes with every button, so that the way back needs no look at the message again.
    named: listed.map(({ device }) => device.id).join(" "),
    page: String(page),
    hasPages: pages > 1,
    pageText: messages.details.page({ page: page + 1, pages }),
    hasPrevious: page > 0,
    previousPage: page - 1,
    hasNext: page < pages - 1,
    nextPage: page + 1,
    rows: shown.map((device) => {
      const { title, subtitle, text } = describeDevice(device, messages);
      return {
        id: device.device.id,
        device: title,
        primaryUser: subtitle,
        detail: text,
      };
    }),
  });
}

/**
 * A device's card as the same dialog shows it, with a button back to the list.
 *
 * @param from what `renderMatches` sent along; `named` is empty for no way back.
 */
export function withWayBack(
  card: Card,
  { named, page }: { readonly named: string; readonly page: number },
  messages: Messages = english,
): Card {
  const shown = forDialog(card);
  if (named === "") return shown;
  return {
    ...shown,
    actions: [
      ...((shown["actions"] ?? []) as object[]),
      {
        type: "Action.Submit",
        title: messages.labels.back,
        data: { named, turnTo: page },
      },
    ],
  };
}
