import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import type { PeopleStore } from "../../ports/stores/peopleStore.ts";
import { toPersonRef } from "../../domain/people/user.ts";

/**
 * Gives the primary users that Intune's list names by their id alone the names that the directory's people have. Whom
 * it does not know stays an id. Asks for nobody where every one has a name.
 */
export async function nameListedUsers(
  people: Pick<PeopleStore, "findAll">,
  devices: readonly DirectoryDevice[],
): Promise<readonly DirectoryDevice[]> {
  const nameless = devices.flatMap(({ listedUser }) =>
    listedUser?.userPrincipalName === "" ? [listedUser.id] : [],
  );
  if (nameless.length === 0) return devices;
  const known = new Map(
    (await people.findAll([...new Set(nameless)])).map((user) => [
      user.id,
      toPersonRef(user),
    ]),
  );
  return devices.map((device) => {
    const { listedUser } = device;
    const person =
      listedUser?.userPrincipalName === "" ? known.get(listedUser.id) : null;
    return person ? { ...device, listedUser: person } : device;
  });
}
