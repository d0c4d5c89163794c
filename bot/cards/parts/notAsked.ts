import type { DeviceAnswer } from "../../../src/domain/lookups/lookup.ts";
import type { DeviceExclusion } from "../../../src/domain/settings/exclusions.ts";
import { asText } from "../../text/asText.ts";
import type { Messages } from "../../messages/messages.ts";
import type { Holding } from "./describeState.ts";
import { nameOf } from "./people.ts";

const ENTRY_LENGTH = 100;

/** More hold only where evidence changed its mind again and again. */
const MOST_CHANGES = 5;

/** Why evidence does not ask about a device, or about a change of it, the strongest reason first. */
export function describeNotAsked(
  { notAsked }: Pick<DeviceAnswer, "notAsked">,
  messages: Messages,
): readonly Holding[] {
  if (!notAsked) return [];
  const { exclusion, silence, changes } = notAsked;
  const said = messages.lookUp.notAsked;
  return [
    ...(exclusion
      ? [{ text: describeExclusion(exclusion, messages), until: null }]
      : []),
    ...(silence ? [{ text: said[silence], until: null }] : []),
    ...changes.slice(0, MOST_CHANGES).map(({ toUser, until }) => ({
      text: toUser
        ? said.person({ name: nameOf(toUser, messages) })
        : said.shared,
      until,
    })),
  ];
}

function describeExclusion(
  exclusion: DeviceExclusion,
  messages: Messages,
): string {
  const said = messages.lookUp.notAsked;
  switch (exclusion.by) {
    case "name":
    case "category":
      return said[exclusion.by]({
        entry: asText(exclusion.entry, ENTRY_LENGTH),
      });
    case "group":
    case "multi-session":
    case "room":
      return said[exclusion.by];
  }
}
