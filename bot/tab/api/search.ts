import { fromShown } from "../../text/asText.ts";
import type { SearchReply } from "./shapes.ts";
import { plain, toDevice, toPerson } from "./summary.ts";
import { Refused, type ApiDeps, type Resource } from "./router.ts";

const MOST_OF_EACH = 10;
const LONGEST = 200;

/** Devices and people by a part of what names them; for an empty text, those that were looked up lately. */
export function createSearch({ custodian: { lookUps } }: ApiDeps): Resource {
  return {
    method: "get",
    path: "/search",
    async answer({ query, signedIn, language }): Promise<SearchReply> {
      const text = fromShown(query.get("q") ?? "").trim();
      if (text.length > LONGEST)
        throw new Refused(400, "bad-request", language.tab.notUnderstood);
      const [devices, people] = await (text === ""
        ? Promise.all([
            lookUps.recentDevices(signedIn.userId, MOST_OF_EACH),
            lookUps.recentUsers(signedIn.userId, MOST_OF_EACH),
          ])
        : Promise.all([
            lookUps.searchDevices(text, MOST_OF_EACH, 0),
            lookUps.searchUsers(text, MOST_OF_EACH, 0),
          ]));
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
