import type { AuditRow, NamedActors } from "../../domain/audit/audit.ts";
import type { PersonRef, UserId } from "../../domain/people/user.ts";
import type { Stores } from "../../ports/storage.ts";

/**
 * Names whoever did what the log tells: by the UPN that they had then, and as the directory calls them now. An entry
 * whose details were erased names nobody any more; one from before its details told who it was is named by a later one
 * of the same person.
 */
export async function nameActors(
  { audit, people }: Pick<Stores, "audit" | "people">,
  rows: readonly AuditRow[],
): Promise<NamedActors> {
  const told = rows.flatMap((row) => {
    if (row.actor === null || row.details === null) return [];
    // What was changed in the database proves nobody's deed.
    if (row.detailsMatch !== true) return [];
    const { actorId, actorUpn } = row.details;
    return [
      {
        seq: row.seq,
        actor: row.actor,
        id: typeof actorId === "string" ? (actorId as UserId) : null,
        upn: typeof actorUpn === "string" ? actorUpn : null,
      },
    ];
  });
  const untold = told.flatMap(({ id, actor }) => (id === null ? actor : []));
  const later = new Map(
    (await audit.listActors([...new Set(untold)])).map((one) => [
      one.actor,
      one,
    ]),
  );
  const whole = told.flatMap(({ seq, actor, ...person }) => {
    const { id, upn } =
      person.id === null ? (later.get(actor) ?? person) : person;
    return id === null ? [] : [{ seq, id, upn }];
  });
  const known = new Map(
    (await people.findAll([...new Set(whole.map(({ id }) => id))])).map(
      (user) => [user.id, user],
    ),
  );
  return new Map(
    whole.flatMap(({ seq, id, upn }): [number, PersonRef][] => {
      const user = known.get(id);
      const userPrincipalName = upn ?? user?.userPrincipalName ?? null;
      return userPrincipalName === null
        ? []
        : [
            [
              seq,
              { id, displayName: user?.displayName ?? "", userPrincipalName },
            ],
          ];
    }),
  );
}
