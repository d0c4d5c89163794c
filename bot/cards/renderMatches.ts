import type { DirectoryDevice } from "../../src/domain/devices/directory.ts";
import { forDialog } from "./forDialog.ts";
import { describeDevice } from "./renderPreview.ts";
import {
  fillTemplate,
  type Card,
  type RenderedCard,
} from "./parts/template.ts";
import { english } from "../words/languages.ts";
import type { Words } from "../words/words.ts";

/** So many of the longest names fit a dialog. */
const ROWS_SHOWN = 12;

/**
 * The devices that a message names, each with a button that shows its card in the same dialog.
 *
 * @param isWhole false says that the message may name more.
 */
export function renderMatches(
  devices: readonly DirectoryDevice[],
  words: Words = english,
  isWhole = true,
): RenderedCard {
  const count = words.extension.matches({ count: devices.length });
  const shown = devices.slice(0, ROWS_SHOWN);
  const more = devices.length - shown.length;
  return fillTemplate("matches", {
    words: words.labels,
    summary: count,
    count,
    hasMore: more > 0,
    moreWords: words.andMore({ count: more }),
    isPart: !isWhole,
    partWords: words.extension.readInPart,
    // A hidden input goes with every button, so that the way back needs no look at the message again.
    named: shown.map(({ device }) => device.id).join(" "),
    rows: shown.map((device) => {
      const { title, subtitle, text } = describeDevice(device, words);
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
  words: Words = english,
): Card {
  const shown = forDialog(card);
  if (named === "") return shown;
  return {
    ...shown,
    actions: [
      ...((shown["actions"] ?? []) as object[]),
      {
        type: "Action.Submit",
        title: words.labels.backToMatches,
        data: { named },
      },
    ],
  };
}
