import { z } from "zod";
import type { Custodian } from "../../src/custodian.ts";
import { fromShown } from "../text/asText.ts";
import { titleOfDevice, titleOfPerson } from "../cards/renderPreview.ts";
import { searchResponse, type SearchBody } from "../turn/invoke.ts";
import type { Turn } from "../turn/turn.ts";
import { lookUpWithDeadline } from "./lookUpWithDeadline.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "lookUps">;
}

type Choice = SearchBody["value"]["results"][number];

/** `application/search` of the dataset `devices`: names as titles, Intune ids as values. */
export function createDeviceTypeahead({ custodian }: Deps) {
  return (turn: Turn): Promise<SearchBody> =>
    answerTypeahead(custodian, turn, async ({ text, count, skip }) => {
      const devices =
        text === ""
          ? (
              await custodian.lookUps.recentDevices(turn.userId, skip + count)
            ).slice(skip)
          : await custodian.lookUps.searchDevices(text, count, skip);
      return devices.map((device) => ({
        title: titleOfDevice(device, turn.messages),
        value: device.device.id,
      }));
    });
}

/** The same of the dataset `people`, for clients whose own people picker finds nobody: Entra object ids as values. */
export function createPeopleTypeahead({ custodian }: Deps) {
  return (turn: Turn): Promise<SearchBody> =>
    answerTypeahead(custodian, turn, async ({ text, count, skip }) => {
      const people =
        text === ""
          ? (
              await custodian.lookUps.recentUsers(turn.userId, skip + count)
            ).slice(skip)
          : await custodian.lookUps.searchUsers(text, count, skip);
      return people.map((user) => ({
        title: titleOfPerson(user),
        value: user.id,
      }));
    });
}

/** A choice set has no place for a sentence: who may look nothing up is offered nothing. */
function answerTypeahead(
  custodian: Deps["custodian"],
  turn: Turn,
  search: (typed: Typed) => Promise<readonly Choice[]>,
): Promise<SearchBody> {
  const typed = parseTyped(turn.activity.value);
  return lookUpWithDeadline(custodian, turn, {
    refuse: () => searchResponse([]),
    late: searchResponse([]),
    answer: async () =>
      searchResponse(typed.skip > LAST_SKIPPED ? [] : await search(typed)),
  });
}

interface Typed {
  readonly text: string;
  readonly skip: number;
  readonly count: number;
}

/** The most that Teams shows. */
const MOST_CHOICES = 15;
const LAST_SKIPPED = 1_000;
const LONGEST_TEXT = 200;

const Sent = z.object({
  queryText: z.string().catch(""),
  queryOptions: z
    .object({
      skip: z.int().min(0).catch(0),
      top: z.int().min(1).max(MOST_CHOICES).catch(MOST_CHOICES),
    })
    .catch({ skip: 0, top: MOST_CHOICES }),
});

/** Nothing typed is a question too: Teams asks it when the field is opened. */
function parseTyped(value: unknown): Typed {
  const { queryText, queryOptions } = Sent.parse(value);
  return {
    text: fromShown(queryText).trim().slice(0, LONGEST_TEXT),
    skip: queryOptions.skip,
    count: queryOptions.top,
  };
}
