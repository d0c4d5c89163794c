import { z } from "zod";
import type { Custodian } from "../../../src/custodian.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import type { Finding } from "../../../src/domain/matching/finding.ts";
import { asText } from "../../text/asText.ts";
import {
  pageOptions,
  parseTyped,
  searchDevices,
  searchPeople,
  type Typed,
} from "../../text/searchTyped.ts";
import { ActionNotUnderstood } from "../../cards/parseAction.ts";
import { previewDevice, previewPerson } from "../../cards/renderPreview.ts";
import {
  extensionMessage,
  extensionResult,
  type ExtensionBody,
} from "../../turn/invoke.ts";
import type { ExtensionAttachment } from "../../cards/parts/attachment.ts";
import type { Turn } from "../../turn/turn.ts";
import { lookUpWithDeadline } from "../lookUpWithDeadline.ts";
import { recordMisses } from "./recordMisses.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "lookUps">;
  readonly clock: Clock;
}

/**
 * `composeExtension/query` of *Devices*: what the directory knows, or else what Intune calls exactly so. Before
 * anything is typed, what the sender looked up lately.
 *
 * @throws {ActionNotUnderstood} it is no query.
 */
export function createSearchDevicesHandler({ custodian, clock }: Deps) {
  const find = recordMisses(clock, async (text, budgetMs) =>
    mapFinding(
      await custodian.lookUps.findDevice(text, budgetMs),
      (device) => ({ device }),
    ),
  );
  return (turn: Turn): Promise<ExtensionBody> => {
    const { lookUps } = custodian;
    return answerQuery(custodian, turn, {
      search: (typed) => searchDevices(lookUps, turn.userId, typed),
      find,
      preview: (device, note) => previewDevice(device, note, turn.messages),
      noRecent: turn.messages.extension.noRecentDevices,
      nothing: turn.messages.extension.noDevice,
    });
  };
}

/** The same for *People*. */
export function createSearchPeopleHandler({ custodian, clock }: Deps) {
  const find = recordMisses(clock, (text, budgetMs) =>
    custodian.lookUps.findUser(text, budgetMs),
  );
  return (turn: Turn): Promise<ExtensionBody> => {
    const { lookUps } = custodian;
    return answerQuery(custodian, turn, {
      search: (typed) => searchPeople(lookUps, turn.userId, typed),
      find,
      preview: (user, note) => previewPerson(user, note, turn.messages),
      noRecent: turn.messages.extension.noRecentPeople,
      nothing: turn.messages.extension.noPerson,
    });
  };
}

interface Searched<T> {
  search(typed: Typed): Promise<readonly T[]>;
  find(text: string, budgetMs: number): Promise<Finding<T>>;
  preview(one: T, note: string | null): ExtensionAttachment;
  readonly noRecent: string;
  nothing(typed: { readonly text: string }): string;
}

function answerQuery<T>(
  custodian: Deps["custodian"],
  turn: Turn,
  searched: Searched<T>,
): Promise<ExtensionBody> {
  const typed = parseQuery(turn.activity.value);
  const messages = turn.messages.extension;
  return lookUpWithDeadline(custodian, turn, {
    refuse: extensionMessage,
    late: extensionMessage(turn.messages.turn.lateForTeams),
    answer: async ({ budgetMs }) => {
      const list = (found: readonly T[], note: string | null = null) =>
        extensionResult(found.map((one) => searched.preview(one, note)));
      const known = await searched.search(typed);
      // After the last page there is nothing, which Teams has to be told as such.
      if (known.length > 0 || typed.skip > 0) return list(known);
      if (typed.text === "") return extensionMessage(searched.noRecent);
      const finding = await searched.find(typed.text, budgetMs);
      if (finding.kind === "one") return list([finding.found]);
      if (finding.kind === "several") return list(finding.found);
      if (finding.near.length > 0)
        return list(finding.near, messages.looksAlike);
      return extensionMessage(
        [
          searched.nothing({ text: asText(typed.text, 60) }),
          ...(finding.refusal
            ? [turn.messages.t(finding.refusal)]
            : finding.unchecked
              ? [messages.unchecked]
              : []),
        ].join(" "),
      );
    },
  });
}

function mapFinding<A, B>(finding: Finding<A>, map: (one: A) => B): Finding<B> {
  switch (finding.kind) {
    case "one":
      return { ...finding, found: map(finding.found) };
    case "several":
      return { ...finding, found: finding.found.map(map) };
    case "none":
      return { ...finding, near: finding.near.map(map) };
  }
}

/** What Teams asks for at once. */
const PAGE = 25;

const Sent = z.object({
  parameters: z
    .array(z.object({ name: z.string(), value: z.unknown() }))
    .optional(),
  queryOptions: pageOptions(PAGE),
});

/** Before anything is typed, Teams sends the parameter `initialRun` instead of the command's own. */
function parseQuery(value: unknown): Typed {
  const sent = Sent.safeParse(value);
  if (!sent.success)
    throw new ActionNotUnderstood(
      "query",
      (messages) => messages.notUnderstood.query,
    );
  const { parameters = [], queryOptions } = sent.data;
  const typed = parameters.find(({ name }) => name !== "initialRun")?.value;
  return {
    text: typeof typed === "string" ? parseTyped(typed) : "",
    ...queryOptions,
  };
}
