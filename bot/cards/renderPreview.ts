import type { Device } from "../../src/domain/devices/device.ts";
import type { LookedUp } from "../../src/domain/lookups/lookup.ts";
import type { PersonRef, User } from "../../src/domain/people/user.ts";
import type { ExtensionAttachment } from "./parts/attachment.ts";
import { asText } from "../text/asText.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/** One that Intune named, but that the directory does not know yet, comes without its primary user. */
export interface ShownDevice {
  readonly device: Device;
  readonly listedUser?: PersonRef | null;
}

interface PreviewTexts {
  readonly title: string;
  readonly subtitle: string;
  readonly text: string;
}

/**
 * A device in a message extension's list. Choosing it asks for its card by its id; until then nothing goes into the
 * message. Clients read a thumbnail's texts as HTML or as markdown: `asText` is inert in both.
 *
 * @param note words of ours before the rest.
 */
export function previewDevice(
  shown: ShownDevice,
  note: string | null = null,
  messages: Messages = english,
): ExtensionAttachment {
  return preview(
    { kind: "device", id: shown.device.id },
    withNote(describeDevice(shown, messages), note),
  );
}

/** A person in a message extension's list. */
export function previewPerson(
  user: User,
  note: string | null = null,
  messages: Messages = english,
): ExtensionAttachment {
  return preview(
    { kind: "user", id: user.id },
    withNote(describeUser(user, messages), note),
  );
}

/** A device as one line, which tells devices of one name apart. */
export function titleOfDevice(
  shown: ShownDevice,
  messages: Messages = english,
): string {
  const { name, serialNumber } = shown.device;
  return [
    asText(name, 60),
    ...serialOf(serialNumber, messages),
    ...primaryUserOf(shown, messages),
  ].join(" · ");
}

/** A person as one line, which tells people of one name apart. */
export function titleOfPerson(user: User): string {
  return `${asText(user.displayName || user.userPrincipalName, 60)} · ${asText(user.userPrincipalName, 80)}`;
}

/** A device's name, whose it is by the list, and what tells it from others of its name. */
export function describeDevice(
  shown: ShownDevice,
  messages: Messages = english,
): PreviewTexts {
  const { device } = shown;
  return {
    title: asText(device.name, 60),
    subtitle: primaryUserOf(shown, messages).join(""),
    text: [
      // Lists cut the end off, and the serial number tells devices of one name and model apart.
      ...serialOf(device.serialNumber, messages),
      ...(device.model === "" ? [] : [asText(device.model, 40)]),
      device.lastCheckInAt
        ? messages.extension.lastCheckIn({
            day: messages.formats.day(device.lastCheckInAt),
          })
        : messages.extension.neverCheckedIn,
    ].join(" · "),
  };
}

function describeUser(user: User, messages: Messages): PreviewTexts {
  return {
    title: asText(user.displayName || user.userPrincipalName, 60),
    subtitle: asText(user.userPrincipalName, 80),
    text: [
      ...(user.accountEnabled ? [] : [messages.extension.disabled]),
      ...(user.userType === "guest" ? [messages.extension.guest] : []),
      ...[user.department, user.officeLocation].flatMap((value) =>
        value ? [asText(value, 60)] : [],
      ),
    ].join(" · "),
  };
}

function serialOf(serialNumber: string, messages: Messages): readonly string[] {
  return serialNumber === ""
    ? []
    : [messages.serialNumber({ serial: asText(serialNumber, 40) })];
}

function primaryUserOf(
  { listedUser }: ShownDevice,
  messages: Messages,
): readonly string[] {
  if (listedUser === undefined) return [];
  return [
    listedUser
      ? asText(listedUser.displayName || listedUser.userPrincipalName, 50)
      : messages.noPrimaryUser,
  ];
}

function withNote(texts: PreviewTexts, note: string | null): PreviewTexts {
  return note === null ? texts : { ...texts, text: `${note} · ${texts.text}` };
}

function preview(what: LookedUp, texts: PreviewTexts): ExtensionAttachment {
  return {
    contentType: THUMBNAIL,
    content: { ...texts },
    preview: {
      contentType: THUMBNAIL,
      content: { ...texts, tap: { type: "invoke", value: what } },
    },
  };
}

const THUMBNAIL = "application/vnd.microsoft.card.thumbnail";
