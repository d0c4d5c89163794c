import { z } from "zod";
import type { Custodian } from "../../../src/custodian.ts";
import { MOST_SAID } from "../../../src/domain/proposals/said.ts";
import type { ProposeResult } from "../../../src/domain/proposals/request.ts";
import { asPlainLine, asText, fromShown } from "../../text/asText.ts";
import { ActionNotUnderstood } from "../../cards/parseAction.ts";
import { deviceName } from "../../cards/parts/people.ts";
import {
  EMPTY_PROPOSAL,
  renderProposeForm,
  type ProposeTexts,
} from "../../cards/renderProposeForm.ts";
import {
  dialogMessage,
  dialogResponse,
  type DialogBody,
} from "../../turn/invoke.ts";
import { toRecipient, type Turn } from "../../turn/turn.ts";
import type { Messages } from "../../messages/messages.ts";
import { lookUpWithDeadline } from "../lookUpWithDeadline.ts";
import type { Message } from "../../../src/domain/message.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "lookUps" | "propose">;
}

/** Of the second beside Microsoft's part of a look-up: the directory is not asked any more. */
const MORE_MS = 100;

const CHOICES_SHOWN = 10;

/** `composeExtension/fetchTask` of *Propose a primary user*: the empty form. */
export function createFetchProposeHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<DialogBody> =>
    lookUpWithDeadline(custodian, turn, {
      refuse: dialogMessage,
      late: dialogMessage(turn.messages.turn.lateForTeams),
      answer: () => showForm(custodian, turn, EMPTY_PROPOSAL, null),
    });
}

/**
 * `composeExtension/submitAction` of the form: proposes, or shows the form again with what is wrong. What the form
 * sends names a device and a person, and nothing more is taken from it.
 *
 * @throws {ActionNotUnderstood} it is not our form.
 */
export function createSubmitProposeHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<DialogBody> => {
    const texts = parseTexts(turn.activity.value);
    return lookUpWithDeadline(custodian, turn, {
      refuse: dialogMessage,
      late: dialogMessage(turn.messages.propose.lateInDialog),
      answer: async ({ budgetMs }) => {
        const chosen = readChoice(texts, turn.messages);
        if ("fault" in chosen)
          return showForm(custodian, turn, texts, chosen.fault);
        const result = await custodian.propose(
          { ...chosen, requestedBy: turn.userId },
          {
            budgetMs: budgetMs + MORE_MS,
            replyTo: toRecipient(turn),
            goesOn: turn.goesOn,
          },
        );
        if (result.kind === "checking")
          return dialogMessage(turn.messages.propose.checking);
        if (result.kind === "wished")
          return dialogMessage(turn.messages.t(result.message));
        return "message" in result
          ? showForm(custodian, turn, texts, turn.messages.t(result.message))
          : dialogMessage(describe(result, turn.messages));
      },
    });
  };
}

/** Clients show what is chosen by its title, so what stands in the fields is looked up among the choices. */
async function showForm(
  { lookUps }: Deps["custodian"],
  { userId, messages }: Turn,
  texts: ProposeTexts,
  fault: string | null,
): Promise<DialogBody> {
  const [recentDevices, recentPeople, chosenDevices, chosenPeople] =
    await Promise.all([
      lookUps.recentDevices(userId, CHOICES_SHOWN),
      lookUps.recentUsers(userId, CHOICES_SHOWN),
      texts.device === "" ? [] : lookUps.searchDevices(texts.device, 1, 0),
      Promise.all(
        [texts.person, texts.personKnown]
          .filter((id) => id !== "")
          .map((id) => lookUps.searchUsers(id, 1, 0)),
      ),
    ]);
  const { card } = renderProposeForm(
    {
      texts,
      devices: unique(
        [...chosenDevices, ...recentDevices],
        (one) => one.device.id,
      ),
      people: unique([...chosenPeople.flat(), ...recentPeople], ({ id }) => id),
      fault,
    },
    messages,
  );
  return dialogResponse(messages.labels.proposeTitle, card);
}

function unique<T>(all: readonly T[], idOf: (one: T) => string): readonly T[] {
  return [...new Map(all.map((one) => [idOf(one), one])).values()];
}

/** The device, and who is to be its primary user; null for nobody. */
function readChoice(
  texts: ProposeTexts,
  { extension: messages }: Messages,
):
  | {
      readonly device: string;
      readonly user: string | null;
      readonly why?: string;
    }
  | { readonly fault: string } {
  if (texts.device === "") return { fault: messages.whichDevice };
  const people = new Set(
    [texts.person, texts.personKnown].filter((id) => id !== ""),
  );
  if (people.size + (texts.shared ? 1 : 0) > 1)
    return { fault: messages.onePerson };
  const [person] = people;
  if (person === undefined && !texts.shared)
    return { fault: messages.whichPerson };
  return {
    device: texts.device,
    user: person ?? null,
    ...(texts.why !== "" && { why: texts.why }),
  };
}

function describe(
  {
    kind,
    proposal: { device, toUser, state },
  }: Exclude<ProposeResult, { message: Message }>,
  { propose: messages }: Messages,
): string {
  const proposed =
    toUser === null
      ? messages.proposedShared({ device: deviceName(device) })
      : messages.proposed({
          device: deviceName(device),
          to: asText(toUser.displayName, 60),
        });
  return [
    kind === "already-open" ? messages.already : proposed,
    state.kind === "held" ? messages.held : messages.asked,
  ].join(" ");
}

const LONGEST_CHOICE = 320;

const Choice = z
  .string()
  .catch("")
  .transform((text) => fromShown(text).trim())
  .pipe(z.string().max(LONGEST_CHOICE));

const Sent = z.object({
  data: z.object({
    device: Choice,
    person: Choice,
    personKnown: Choice,
    // A form of an earlier version has none, and more than its field takes was not typed there.
    why: z
      .string()
      .catch("")
      .transform((text) =>
        asPlainLine(text).slice(0, MOST_SAID).toWellFormed(),
      ),
    shared: z
      .union([z.string(), z.boolean()])
      .catch("false")
      .transform((text) => String(text) === "true"),
  }),
});

function parseTexts(value: unknown): ProposeTexts {
  const sent = Sent.safeParse(value);
  if (sent.success) return sent.data.data;
  throw new ActionNotUnderstood(
    "propose form",
    (messages) => messages.notUnderstood.propose,
  );
}
