import { expect, it } from "@jest/globals";
import { mergeSeen } from "../../../src/domain/lookups/mergeSeen.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { after, HOUR_MS } from "../../support/builders.ts";
import { aUser } from "../../support/stagingExamples.ts";

const named = (name: string) =>
  aUser({
    id: `id-${name}` as UserId,
    displayName: name,
    userPrincipalName: `${name}@contoso.com`,
  });
const ana = named("ana");
const ben = named("ben");
const people = new Map([ana, ben].map((user) => [user.id, user]));
const at = (hoursAgo: number) => after(-hoursAgo * HOUR_MS);

it("is one line a person: counts of the report, times of Intune, most logons first, then the newest", () => {
  const seen = mergeSeen(
    new Map([
      ["ben@contoso.com", 2],
      ["ana.old@contoso.com", 4],
      ["gone@contoso.com", 3],
      ["ana@contoso.com", 1],
      ["never@contoso.com", 0],
    ]),
    new Map([
      ["ana@contoso.com", ana],
      ["ana.old@contoso.com", ana],
      ["ben@contoso.com", ben],
      ["gone@contoso.com", null],
    ]),
    [
      { userId: "id-later" as UserId, at: at(2) },
      { userId: ana.id, at: at(1) },
      { userId: "id-earlier" as UserId, at: at(3) },
    ],
    people,
  );
  expect(
    seen.map(({ person, name, logons, lastAt }) => [
      person?.displayName ?? name,
      logons,
      lastAt,
    ]),
  ).toEqual([
    ["ana", 5, at(1)],
    ["gone@contoso.com", 3, null],
    ["ben", 2, null],
    ["id-later", null, at(2)],
    ["id-earlier", null, at(3)],
  ]);
});

it("knows a reported name by the id of its last logon, where nobody asked who it is", () => {
  const seen = mergeSeen(
    new Map([["ana@contoso.com", 4]]),
    new Map(),
    [{ userId: ana.id, at: at(1) }],
    people,
  );
  expect(seen).toMatchObject([
    { person: { id: ana.id }, logons: 4, lastAt: at(1) },
  ]);
});
