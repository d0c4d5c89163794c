import type { DeviceRef } from "../../../src/domain/devices/device.ts";
import type { PersonRef } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { asText } from "../../text/asText.ts";
import type { Messages } from "../../messages/messages.ts";

/** Long enough for real names, short enough that a card of the longest stays small. */
const NAME_LENGTH = 50;

/** A person for a sentence or a list. Nobody means a shared device. */
export function nameOf(person: PersonRef | null, messages: Messages): string {
  return person
    ? asText(person.displayName || person.userPrincipalName, NAME_LENGTH)
    : messages.sharedDevice;
}

/** A person on two lines; the second one tells people of one name apart. */
export function describePerson(
  person: PersonRef | null,
  messages: Messages,
): { readonly name: string; readonly detail: string } {
  return {
    name: nameOf(person, messages),
    detail: person
      ? asText(person.userPrincipalName, 80)
      : messages.noPrimaryUser,
  };
}

/** Says beside a name, in words, that it is the proposed or the present primary user's. */
export function markNamed(
  name: string,
  id: string,
  { toUser, fromUser }: Pick<Proposal, "toUser" | "fromUser">,
  messages: Messages,
): string {
  if (id === toUser?.id) return messages.markedProposed({ name });
  if (id === fromUser?.id) return messages.markedNow({ name });
  return name;
}

export function deviceName(device: DeviceRef): string {
  return asText(device.name, NAME_LENGTH);
}

/** @param maxLength of each of the two; less where many are listed. */
export function deviceDetail(
  device: DeviceRef,
  messages: Messages,
  maxLength = NAME_LENGTH,
): string {
  return [
    asText(device.model, maxLength),
    messages.serialNumber({ serial: asText(device.serialNumber, maxLength) }),
  ].join(" · ");
}

/** More names make a sentence nobody reads. */
const MOST_LISTED = 3;

export function listNames(
  people: readonly PersonRef[],
  messages: Messages,
): string {
  const more = people.length - MOST_LISTED;
  return messages.formats.list([
    ...people.slice(0, MOST_LISTED).map((person) => nameOf(person, messages)),
    ...(more > 0 ? [messages.others({ count: more })] : []),
  ]);
}
