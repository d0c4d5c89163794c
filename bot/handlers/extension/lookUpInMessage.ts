import { z } from "zod";
import type { Clock } from "../../../src/ports/clock.ts";
import type { Custodian } from "../../../src/custodian.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { LookUpOptions } from "../../../src/domain/lookups/lookup.ts";
import { asText, fromShown } from "../../text/asText.ts";
import { ActionNotUnderstood } from "../../cards/parseAction.ts";
import { renderDevice } from "../../cards/renderDevice.ts";
import { renderMatches, withWayBack } from "../../cards/renderMatches.ts";
import {
  dialogMessage,
  dialogResponse,
  type DialogBody,
} from "../../turn/invoke.ts";
import { readHtml } from "../../text/readHtml.ts";
import type { Turn } from "../../turn/turn.ts";
import type { Words } from "../../words/words.ts";
import { lookUpInTime } from "../lookUpInTime.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "lookUps">;
  readonly clock: Clock;
}

/** `composeExtension/fetchTask` of *Look up devices in this message*: the devices that it names. */
export function createFetchMessageHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<DialogBody> => {
    const text = readMessage(turn.activity.value);
    return inDialog(custodian, turn, () =>
      listNamed(custodian, text, turn.words),
    );
  };
}

/**
 * `composeExtension/submitAction` of its list: the device that was chosen, or the list again.
 *
 * @throws {ActionNotUnderstood} no button of ours sends this.
 */
export function createSubmitMessageHandler({ custodian, clock }: Deps) {
  return (turn: Turn): Promise<DialogBody> => {
    const { show, named } = parseButton(turn.activity.value);
    return inDialog(custodian, turn, (options) =>
      show === undefined
        ? listNamed(custodian, named, turn.words)
        : showDevice({ custodian, clock }, turn, show, named, options),
    );
  };
}

function inDialog(
  custodian: Deps["custodian"],
  turn: Turn,
  answer: (options: LookUpOptions) => Promise<DialogBody>,
): Promise<DialogBody> {
  return lookUpInTime(custodian, turn, {
    refuse: dialogMessage,
    late: dialogMessage(turn.words.turn.lateForTeams),
    answer,
  });
}

async function listNamed(
  { lookUps }: Deps["custodian"],
  text: string,
  words: Words,
): Promise<DialogBody> {
  const { devices, isWhole } = await lookUps.findDevicesInText(text);
  const { noMatches, readInPart } = words.extension;
  return devices.length === 0
    ? dialogMessage(isWhole ? noMatches : `${noMatches} ${readInPart}`)
    : dialogResponse(
        words.labels.matchesTitle,
        renderMatches(devices, words, isWhole).card,
      );
}

async function showDevice(
  { custodian: { lookUps }, clock }: Deps,
  { words }: Turn,
  id: DeviceId,
  named: string,
  options: LookUpOptions,
): Promise<DialogBody> {
  const answer = await lookUps.device(id, options);
  if (answer === null) return dialogMessage(words.lookUp.gone.device);
  await lookUps.record(options.asker, { kind: "device", id });
  const { card } = renderDevice("device", answer, {
    now: clock.now(),
    isPrivate: true,
    words,
  });
  return dialogResponse(
    asText(answer.device.device.name, 60),
    withWayBack(card, named, words),
  );
}

const Message = z.object({
  messagePayload: z.object({
    subject: z.string().nullish().catch(null),
    body: z.object({ content: z.string().nullish() }).nullish(),
  }),
});

/** Its text, whether it came as HTML or not: a name has no tags in it. */
function readMessage(value: unknown): string {
  const sent = Message.safeParse(value);
  if (!sent.success)
    throw new ActionNotUnderstood(
      "message",
      (words) => words.notUnderstood.message,
    );
  const { subject, body } = sent.data.messagePayload;
  return [subject ?? "", body?.content ?? ""]
    .map((html) => fromShown(readHtml(html)))
    .join("\n");
}

const Button = z.object({
  data: z.object({
    show: z
      .guid()
      .toLowerCase()
      .transform((id) => id as DeviceId)
      .optional(),
    named: z.string().max(2_000).catch(""),
  }),
});

function parseButton(value: unknown) {
  const sent = Button.safeParse(value);
  if (sent.success) return sent.data.data;
  throw new ActionNotUnderstood(
    "chosen match",
    (words) => words.notUnderstood.match,
  );
}
