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
const ROWS_SHOWN = 12;

/**
 * The devices that a message names, each with a button that shows its card in the same dialog.
 *
 * @param isWhole false says that the message may name more.
 */
export function renderMatches(
  devices: readonly DirectoryDevice[],
  messages: Messages = english,
  isWhole = true,
): RenderedCard {
  const count = messages.extension.matches({ count: devices.length });
  const shown = devices.slice(0, ROWS_SHOWN);
  const more = devices.length - shown.length;
  return fillTemplate("matches", {
    messages: messages.labels,
    summary: count,
    count,
    hasMore: more > 0,
    moreText: messages.andMore({ count: more }),
    isPart: !isWhole,
    partText: messages.extension.readInPart,
    // A hidden input goes with every button, so that the way back needs no look at the message again.
    named: shown.map(({ device }) => device.id).join(" "),
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
 * @param named what `renderMatches` sent along; empty for no way back.
 */
export function withWayBack(
  card: Card,
  named: string,
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
        title: messages.labels.backToMatches,
        data: { named },
      },
    ],
  };
}
