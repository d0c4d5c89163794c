import type { Device } from "../../src/domain/devices/device.ts";
import type { LookedUp } from "../../src/domain/lookups/lookup.ts";
import type { PersonRef, User } from "../../src/domain/people/user.ts";
import type { ExtensionAttachment } from "./parts/attachment.ts";
import { asText } from "../text/asText.ts";
import { english } from "../words/languages.ts";
import type { Words } from "../words/words.ts";

/** One that Intune named, but that the directory does not know yet, comes without its primary user. */
export interface ShownDevice {
  readonly device: Device;
  readonly listedUser?: PersonRef | null;
}

export interface PreviewTexts {
  readonly title: string;
  readonly subtitle: string;
  readonly text: string;
}

/**
 * A device in a message extension's list. Choosing it asks for its card by its id; until then nothing goes into the message.
 * Clients read a thumbnail's texts as HTML or as markdown: `asText` is inert in both.
 *
 * @param note words of ours before the rest.
 */
export function previewDevice(
  shown: ShownDevice,
  note: string | null = null,
  words: Words = english,
): ExtensionAttachment {
  return preview(
    { kind: "device", id: shown.device.id },
    withNote(describeDevice(shown, words), note),
  );
}

/** A person in a message extension's list. */
export function previewPerson(
  user: User,
  note: string | null = null,
  words: Words = english,
): ExtensionAttachment {
  return preview(
    { kind: "user", id: user.id },
    withNote(describeUser(user, words), note),
  );
}

/** A device as one line, which tells devices of one name apart. */
export function titleOfDevice(
  shown: ShownDevice,
  words: Words = english,
): string {
  const { name, serialNumber } = shown.device;
  return [
    asText(name, 60),
    ...serialOf(serialNumber, words),
    ...primaryUserOf(shown, words),
  ].join(" · ");
}

/** A person as one line, which tells people of one name apart. */
export function titleOfPerson(user: User): string {
  return `${asText(user.displayName || user.userPrincipalName, 60)} · ${asText(user.userPrincipalName, 80)}`;
}

/** A device's name, whose it is by the list, and what tells it from others of its name. */
export function describeDevice(
  shown: ShownDevice,
  words: Words = english,
): PreviewTexts {
  const { device } = shown;
  return {
    title: asText(device.name, 60),
    subtitle: primaryUserOf(shown, words).join(""),
    text: [
      // Lists cut the end off, and the serial number tells devices of one name and model apart.
      ...serialOf(device.serialNumber, words),
      ...(device.model === "" ? [] : [asText(device.model, 40)]),
      device.lastCheckInAt
        ? words.extension.lastCheckIn({
            day: words.formats.day(device.lastCheckInAt),
          })
        : words.extension.neverCheckedIn,
    ].join(" · "),
  };
}

function describeUser(user: User, words: Words): PreviewTexts {
  return {
    title: asText(user.displayName || user.userPrincipalName, 60),
    subtitle: asText(user.userPrincipalName, 80),
    text: [
      ...(user.accountEnabled ? [] : [words.extension.disabled]),
      ...(user.userType === "guest" ? [words.extension.guest] : []),
      ...[user.department, user.officeLocation].flatMap((value) =>
        value ? [asText(value, 60)] : [],
      ),
    ].join(" · "),
  };
}

function serialOf(serialNumber: string, words: Words): readonly string[] {
  return serialNumber === ""
    ? []
    : [words.serialNumber({ serial: asText(serialNumber, 40) })];
}

function primaryUserOf(
  { listedUser }: ShownDevice,
  words: Words,
): readonly string[] {
  if (listedUser === undefined) return [];
  return [
    listedUser
      ? asText(listedUser.displayName || listedUser.userPrincipalName, 50)
      : words.noPrimaryUser,
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
