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
import { readAttachments } from "../../text/readAttachments.ts";
import { readHtml } from "../../text/readHtml.ts";
import type { Turn } from "../../turn/turn.ts";
import type { Messages } from "../../messages/messages.ts";
import { lookUpWithDeadline } from "../lookUpWithDeadline.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "lookUps">;
  readonly clock: Clock;
}

/** `composeExtension/fetchTask` of *Look up devices in this message*: the devices that it and its cards name. */
export function createFetchMessageHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<DialogBody> => {
    const message = readMessage(turn.activity.value);
    return inDialog(custodian, turn, () =>
      listNamed(custodian, message, 0, turn.messages),
    );
  };
}

/**
 * `composeExtension/submitAction` of its list: the device that was chosen, another page, or the list again.
 *
 * @throws {ActionNotUnderstood} no button of ours sends this.
 */
export function createSubmitMessageHandler({ custodian, clock }: Deps) {
  return (turn: Turn): Promise<DialogBody> => {
    const {
      show,
      named,
      page,
      turnTo = page,
    } = parseButton(turn.activity.value);
    return inDialog(custodian, turn, (options) =>
      show === undefined
        ? listNamed(
            custodian,
            { text: named, isWhole: true },
            turnTo,
            turn.messages,
          )
        : showDevice(
            { custodian, clock },
            turn,
            show,
            { named, page },
            options,
          ),
    );
  };
}

function inDialog(
  custodian: Deps["custodian"],
  turn: Turn,
  answer: (options: LookUpOptions) => Promise<DialogBody>,
): Promise<DialogBody> {
  return lookUpWithDeadline(custodian, turn, {
    refuse: dialogMessage,
    late: dialogMessage(turn.messages.turn.lateForTeams),
    answer,
  });
}

async function listNamed(
  { lookUps }: Deps["custodian"],
  { text, isWhole: isRead }: Read,
  page: number,
  messages: Messages,
): Promise<DialogBody> {
  const found = await lookUps.findDevicesInText(text);
  const { devices } = found;
  const isWhole = found.isWhole && isRead;
  const { noMatches, readInPart } = messages.extension;
  return devices.length === 0
    ? dialogMessage(isWhole ? noMatches : `${noMatches} ${readInPart}`)
    : dialogResponse(
        messages.labels.matchesTitle,
        renderMatches(devices, { messages, isWhole, page }).card,
      );
}

async function showDevice(
  { custodian: { lookUps }, clock }: Deps,
  { messages }: Turn,
  id: DeviceId,
  from: { readonly named: string; readonly page: number },
  options: LookUpOptions,
): Promise<DialogBody> {
  const answer = await lookUps.device(id, options);
  if (answer === null) return dialogMessage(messages.lookUp.gone.device);
  await lookUps.record(options.asker, { kind: "device", id });
  const { card } = renderDevice("device", answer, {
    now: clock.now(),
    isPrivate: true,
    messages,
  });
  return dialogResponse(
    asText(answer.device.device.name, 60),
    withWayBack(card, from, messages),
  );
}

const Message = z.object({
  messagePayload: z.object({
    subject: z.string().nullish().catch(null),
    body: z.object({ content: z.string().nullish() }).nullish(),
    attachments: z.unknown().optional(),
  }),
});

interface Read {
  readonly text: string;
  /** False where the message has more than was read. */
  readonly isWhole: boolean;
}

/** Its text, whether it came as HTML or not: a name has no tags in it. Then that of its cards and quotations. */
function readMessage(value: unknown): Read {
  const sent = Message.safeParse(value);
  if (!sent.success)
    throw new ActionNotUnderstood(
      "message",
      (messages) => messages.notUnderstood.message,
    );
  const { subject, body, attachments } = sent.data.messagePayload;
  const attached = readAttachments(attachments);
  return {
    text: [...[subject ?? "", body?.content ?? ""].map(readHtml), attached.text]
      .map(fromShown)
      .join("\n"),
    isWhole: attached.isWhole,
  };
}

/** What `renderMatches` sends along at the most, and more. */
const LONGEST_NAMED = 5_000;
const MOST_PAGES = 100;

const Button = z.object({
  data: z.object({
    show: z
      .guid()
      .toLowerCase()
      .transform((id) => id as DeviceId)
      .optional(),
    named: z.string().max(LONGEST_NAMED).catch(""),
    page: z.coerce.number().int().min(0).max(MOST_PAGES).catch(0),
    turnTo: z.int().min(0).max(MOST_PAGES).optional(),
  }),
});

function parseButton(value: unknown) {
  const sent = Button.safeParse(value);
  if (sent.success) return sent.data.data;
  throw new ActionNotUnderstood(
    "chosen match",
    (messages) => messages.notUnderstood.match,
  );
}
