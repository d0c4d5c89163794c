import { objectIdOf } from "../src/domain/evidence/daysReport.ts";
import type { UnknownPerson } from "../src/domain/evidence/activeDays.ts";
import {
  normalizeUpn,
  toPersonRef,
  type PersonRef,
  type User,
  type UserId,
} from "../src/domain/people/user.ts";
import type { PersonLine } from "./readLine.ts";

/** The tenant's people as the lines so far told of them. */
export interface People {
  /** @returns the names under which they can be found from now on. */
  readonly tell: (line: PersonLine) => readonly UnknownPerson[];
  readonly remove: (id: UserId) => void;
  /** `gone` for somebody who was known and is not any more, null for somebody who never was. */
  readonly find: (id: UserId) => User | "gone" | null;
  /** Who has or had a name. */
  readonly findNamed: (name: UnknownPerson) => UserId | null;
  /** Somebody who may not be known: then the id is all there is. */
  readonly refer: (id: UserId) => PersonRef;
}

export function createPeople(): People {
  const users = new Map<UserId, User>();
  const gone = new Set<UserId>();
  const byName = new Map<UnknownPerson, UserId>();
  const byObjectId = new Map<string, UserId>();

  return {
    tell(line) {
      const id = line.id as UserId;
      users.set(id, {
        id,
        userPrincipalName: normalizeUpn(line.upn),
        displayName: line.displayName ?? line.upn,
        mail: null,
        department: null,
        officeLocation: null,
        accountEnabled: line.enabled,
        userType: line.member ? "member" : "guest",
        hasIntunePlan: line.licensed,
      });
      gone.delete(id);
      byObjectId.set(id.toLowerCase(), id);
      const upns = [line.upn, ...(line.otherNames ?? [])];
      const names: UnknownPerson[] = upns.map(
        (upn) => `upn:${normalizeUpn(upn)}` as const,
      );
      if (line.sid) names.push(`sid:${line.sid.toUpperCase()}`);
      for (const name of names) byName.set(name, id);
      return names;
    },
    remove(id) {
      gone.add(id);
    },
    find: (id) => (gone.has(id) ? "gone" : (users.get(id) ?? null)),
    findNamed(name) {
      const known = byName.get(name);
      if (known !== undefined) return known;
      const id = name.startsWith("sid:") ? objectIdOf(name.slice(4)) : null;
      return (id && byObjectId.get(id)) ?? null;
    },
    refer(id) {
      const user = users.get(id);
      return user
        ? toPersonRef(user)
        : { id, displayName: id, userPrincipalName: id };
    },
  };
}
