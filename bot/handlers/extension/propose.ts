import { z } from "zod";
import type { Custodian } from "../../../src/custodian.ts";
import type { ProposeResult } from "../../../src/domain/proposals/request.ts";
import { asText, fromShown } from "../../text/asText.ts";
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
import type { Words } from "../../words/words.ts";
import { lookUpInTime } from "../lookUpInTime.ts";
import type { Sentence } from "../../../src/domain/sentence.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "lookUps" | "propose">;
}

/** Of the second beside Microsoft's part of a look-up: the directory is not asked any more. */
const MORE_MS = 100;

const CHOICES_SHOWN = 10;

/** `composeExtension/fetchTask` of *Propose a primary user*: the empty form. */
export function createFetchProposeHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<DialogBody> =>
    lookUpInTime(custodian, turn, {
      refuse: dialogMessage,
      late: dialogMessage(turn.words.turn.lateForTeams),
      answer: () => showForm(custodian, turn, EMPTY_PROPOSAL, null),
    });
}

/**
 * `composeExtension/submitAction` of the form: proposes, or shows the form again with what is wrong. What the form sends names
 * a device and a person, and nothing more is taken from it.
 *
 * @throws {ActionNotUnderstood} it is not our form.
 */
export function createSubmitProposeHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<DialogBody> => {
    const texts = parseTexts(turn.activity.value);
    return lookUpInTime(custodian, turn, {
      refuse: dialogMessage,
      late: dialogMessage(turn.words.propose.lateInDialog),
      answer: async ({ budgetMs }) => {
        const chosen = readChoice(texts, turn.words);
        if ("fault" in chosen)
          return showForm(custodian, turn, texts, chosen.fault);
        const result = await custodian.propose(
          { ...chosen, requestedBy: turn.userId },
          { budgetMs: budgetMs + MORE_MS, replyTo: toRecipient(turn) },
        );
        if (result.kind === "checking")
          return dialogMessage(turn.words.propose.checking);
        return "message" in result
          ? showForm(custodian, turn, texts, turn.words.say(result.message))
          : dialogMessage(describe(result, turn.words));
      },
    });
  };
}

/** Clients show what is chosen by its title, so what stands in the fields is looked up among the choices. */
async function showForm(
  { lookUps }: Deps["custodian"],
  { userId, words }: Turn,
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
    words,
  );
  return dialogResponse(words.labels.proposeTitle, card);
}

function unique<T>(all: readonly T[], idOf: (one: T) => string): readonly T[] {
  return [...new Map(all.map((one) => [idOf(one), one])).values()];
}

/** The device, and who is to be its primary user; null for nobody. */
function readChoice(
  texts: ProposeTexts,
  { extension: words }: Words,
):
  | { readonly device: string; readonly user: string | null }
  | { readonly fault: string } {
  if (texts.device === "") return { fault: words.whichDevice };
  const people = new Set(
    [texts.person, texts.personKnown].filter((id) => id !== ""),
  );
  if (people.size + (texts.shared ? 1 : 0) > 1)
    return { fault: words.onePerson };
  const [person] = people;
  if (person !== undefined) return { device: texts.device, user: person };
  return texts.shared
    ? { device: texts.device, user: null }
    : { fault: words.whichPerson };
}

function describe(
  {
    kind,
    proposal: { device, toUser, state },
  }: Exclude<ProposeResult, { message: Sentence }>,
  { propose: words }: Words,
): string {
  const proposed =
    toUser === null
      ? words.proposedShared({ device: deviceName(device) })
      : words.proposed({
          device: deviceName(device),
          to: asText(toUser.displayName, 60),
        });
  return [
    kind === "already-open" ? words.already : proposed,
    state.kind === "held" ? words.held : words.asked,
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
    (words) => words.notUnderstood.propose,
  );
}
