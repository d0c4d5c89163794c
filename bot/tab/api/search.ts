import { fromShown } from "../../text/asText.ts";
import {
  LONGEST_TYPED,
  searchDevices,
  searchPeople,
} from "../../text/searchTyped.ts";
import type { SearchReply } from "./shapes.ts";
import { plain, toDevice, toPerson } from "./summary.ts";
import { Refused, type ApiDeps, type Resource } from "./router.ts";

const MOST_OF_EACH = 10;

/** Devices and people by a part of what names them; for an empty text, those that were looked up lately. */
export function createSearch({ custodian: { lookUps } }: ApiDeps): Resource {
  return {
    method: "get",
    path: "/search",
    async answer({ query, signedIn, language }): Promise<SearchReply> {
      const text = fromShown(query.get("q") ?? "").trim();
      if (text.length > LONGEST_TYPED)
        throw new Refused(400, "bad-request", language.tab.notUnderstood);
      const typed = { text, skip: 0, count: MOST_OF_EACH };
      const [devices, people] = await Promise.all([
        searchDevices(lookUps, signedIn.userId, typed),
        searchPeople(lookUps, signedIn.userId, typed),
      ]);
      return {
        devices: devices.map(({ device, listedUser }) => ({
          ...toDevice(device),
          primaryUser: listedUser && toPerson(listedUser).name,
        })),
        people: people.map((user) => ({
          ...toPerson(user),
          department: user.department ? plain(user.department) : null,
        })),
      };
    },
  };
}
