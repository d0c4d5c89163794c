import type {
  DeviceAnswer,
  UserAnswer,
} from "../../src/domain/lookups/lookup.ts";
import type { PostedMessage } from "../../src/domain/channels/channel.ts";
import { baseConversationId } from "../protocol/activity.ts";
import type { ExtensionAttachment } from "./parts/attachment.ts";
import { asText } from "../text/asText.ts";
import { renderDevice } from "./renderDevice.ts";
import { renderNotShown } from "./renderNotice.ts";
import { previewDevice, previewPerson } from "./renderPreview.ts";
import { renderUser } from "./renderUser.ts";
import type { Card } from "./parts/template.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/**
 * A device's card for a message that others read too, with a link to the card of its proposal: its own buttons work
 * only where the bot is in the conversation.
 *
 * @param posted where the proposal's card stands; null without one.
 */
export function attachDevice(
  answer: DeviceAnswer,
  posted: PostedMessage | null,
  now: Date,
  messages: Messages = english,
): ExtensionAttachment {
  const { card } = renderDevice("device", answer, {
    now,
    isPrivate: false,
    messages,
  });
  return attach(
    posted ? withLink(card, linkTo(posted), messages) : card,
    previewDevice(answer.device, null, messages).content,
  );
}

/** The same for a person. */
export function attachUser(
  answer: UserAnswer,
  now: Date,
  messages: Messages = english,
): ExtensionAttachment {
  const { card } = renderUser(answer, {
    now,
    isPrivate: false,
    isForMessage: true,
    messages,
  });
  const { user } = answer;
  return attach(
    card,
    // The message's readers see this, too.
    previewPerson(
      {
        ...user,
        department: null,
        officeLocation: null,
        accountEnabled: true,
      },
      null,
      messages,
    ).content,
  );
}

/** What says in a message why there is no card of what was chosen. */
export function attachNotShown(
  why: string,
  messages: Messages = english,
): ExtensionAttachment {
  return attach(renderNotShown(why, messages).card, {
    title: messages.extension.notShown,
    subtitle: "",
    text: asText(why, LONGEST_WHY),
  });
}

const LONGEST_WHY = 200;

/**
 * The same in place of a link. Teams promises to draw cards of version 1.3 there, and what is newer in ours is left
 * out by clients that do not know it.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/link-unfurling
 */
export function forLink(attachment: ExtensionAttachment): ExtensionAttachment {
  return {
    ...attachment,
    content: {
      ...(withFallbacks(attachment.content) as object),
      version: "1.3",
    },
  };
}

function withFallbacks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFallbacks);
  if (typeof value !== "object" || value === null) return value;
  const node = Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withFallbacks(inner)]),
  );
  return node["type"] === "Action.Execute"
    ? { ...node, fallback: "drop" }
    : node;
}

/**
 * Where Teams shows a message.
 * https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
 */
export function linkTo({ conversationId, activityId }: PostedMessage): string {
  const channel = encodeURIComponent(baseConversationId(conversationId));
  return `https://teams.microsoft.com/l/message/${channel}/${encodeURIComponent(activityId)}`;
}

function withLink(card: Card, url: string, messages: Messages): Card {
  return {
    ...card,
    actions: [
      ...((card["actions"] ?? []) as object[]),
      { type: "Action.OpenUrl", title: messages.labels.goToProposal, url },
    ],
  };
}

function attach(card: Card, content: object): ExtensionAttachment {
  return {
    contentType: "application/vnd.microsoft.card.adaptive",
    content: card,
    preview: {
      contentType: "application/vnd.microsoft.card.thumbnail",
      content,
    },
  };
}
