import { z } from "zod";
import type { Custodian } from "../../src/custodian.ts";
import {
  pageOptions,
  parseTyped,
  searchDevices,
  searchPeople,
  type Typed,
} from "../text/searchTyped.ts";
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
    answerTypeahead(custodian, turn, async (typed) => {
      const devices = await searchDevices(
        custodian.lookUps,
        turn.userId,
        typed,
      );
      return devices.map((device) => ({
        title: titleOfDevice(device, turn.messages),
        value: device.device.id,
      }));
    });
}

/** The same of the dataset `people`, for clients whose own people picker finds nobody: Entra object ids as values. */
export function createPeopleTypeahead({ custodian }: Deps) {
  return (turn: Turn): Promise<SearchBody> =>
    answerTypeahead(custodian, turn, async (typed) => {
      const people = await searchPeople(custodian.lookUps, turn.userId, typed);
      return people.map((user) => ({
        title: titleOfPerson(user),
        value: user.id,
      }));
    });
}

/** A choice set has no place for a message: who may look nothing up is offered nothing. */
function answerTypeahead(
  custodian: Deps["custodian"],
  turn: Turn,
  search: (typed: Typed) => Promise<readonly Choice[]>,
): Promise<SearchBody> {
  const typed = parseQuery(turn.activity.value);
  return lookUpWithDeadline(custodian, turn, {
    refuse: () => searchResponse([]),
    late: searchResponse([]),
    answer: async () => searchResponse(await search(typed)),
  });
}

/** The most that Teams shows. */
const MOST_CHOICES = 15;

const Sent = z.object({
  queryText: z.string().catch(""),
  queryOptions: pageOptions(MOST_CHOICES),
});

/** Nothing typed is a question too: Teams asks it when the field is opened. */
function parseQuery(value: unknown): Typed {
  const { queryText, queryOptions } = Sent.parse(value);
  return { text: parseTyped(queryText), ...queryOptions };
}
