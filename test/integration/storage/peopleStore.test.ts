import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";
import type { UnknownPerson } from "../../../src/domain/evidence/activeDays.ts";
import type { User, UserId } from "../../../src/domain/people/user.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import { after, DAY_MS, NOON } from "../../support/builders.ts";
import { hostileTexts } from "../../support/hostileText.ts";
import { aUser } from "../../support/stagingExamples.ts";
import { openPair, type StoragePair } from "../../support/storagePair.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";

describeOnEachEngine("PeopleStore", (engine) => {
  let pair: StoragePair;
  let storage: OpenStorage;
  let replica: OpenStorage;
  beforeAll(async () => {
    pair = await openPair(engine);
    ({ storage, replica } = pair);
  });
  beforeEach(async () => {
    await storage.people.purge(after(1000 * DAY_MS));
  });
  afterAll(() => pair.dispose());

  const ever = after(-1000 * DAY_MS);
  const findBy = (upn: string) => storage.people.findByUpn(upn, ever);

  it("finds a person by UPN in any case, as long as they were read lately enough", async () => {
    const user = aUser();
    await storage.people.save(user, NOON);
    const upn = ` ${user.userPrincipalName.toUpperCase()} `;
    expect(await storage.people.findByUpn(upn, NOON)).toEqual(user);
    expect(await storage.people.findByUpn(upn, after(1))).toBeNull();
    expect(await findBy(`x${user.userPrincipalName}`)).toBeNull();
    expect(await findBy("%")).toBeNull();
  });

  it("says of a person by id when they were read", async () => {
    const user = aUser();
    await storage.people.save(user, NOON);
    expect(await storage.people.find(user.id)).toEqual({ user, readAt: NOON });
    expect(await storage.people.find("nobody" as UserId)).toBeNull();
  });

  it("gives a page of 1,000 people back as they were", async () => {
    const users = Array.from({ length: 1000 }, () => aUser());
    await storage.people.saveAll(users, NOON);
    expect(await storage.people.count()).toBe(1000);
    const found = await storage.people.findAll([
      ...users.map(({ id }) => id),
      'unknown "id\\' as UserId,
    ]);
    expect(byId(found)).toEqual(byId(users));
    expect(await storage.people.findAll([])).toEqual([]);
  });

  it("keeps whatever text a person is named by, but for what PostgreSQL refuses", async () => {
    const users = hostileTexts.map((text, i) =>
      aUser({
        id: `person-${i}` as UserId,
        displayName: text,
        userPrincipalName: `${i} ${text}`,
      }),
    );
    await storage.people.saveAll(users, NOON);
    for (const [i, text] of hostileTexts.entries()) {
      const found = await findBy(`${i} ${text}`);
      expect(found?.id).toBe(`person-${i}`);
      expect(found?.displayName).toBe(text.replaceAll("\0", "").toWellFormed());
    }
  });

  it("takes an empty page, and the last of a person whom a page has twice", async () => {
    await storage.people.saveAll([], NOON);
    const first = aUser();
    const again = { ...first, displayName: "Ana Marie" };
    await storage.people.saveAll([first, aUser(), again], NOON);
    expect(await storage.people.count()).toBe(2);
    expect(await storage.people.findAll([first.id])).toEqual([again]);
  });

  it("replaces what was read of a person earlier, under whatever UPN", async () => {
    const user = aUser();
    const married = { ...user, userPrincipalName: "ana.married@contoso.com" };
    await storage.people.save(user, NOON);
    await storage.people.save(married, after(1));
    expect(await findBy(user.userPrincipalName)).toBeNull();
    expect(await findBy("ana.married@contoso.com")).toEqual(married);
    expect(await storage.people.count()).toBe(1);
  });

  it("takes somebody for disabled whom Entra did not know when it was asked, until it does again", async () => {
    const [ana, ben] = [aUser(), aUser()];
    await storage.people.saveAll([ana, ben], NOON);
    const isEnabled = async (id: UserId) =>
      (await replica.people.find(id))?.user.accountEnabled;

    // It was asked before they were read: they came into being since.
    await storage.people.saveGone(ana.id, after(-1));
    expect(await isEnabled(ana.id)).toBe(true);

    await storage.people.saveGone(ana.id, after(2));
    expect(await storage.people.find(ana.id)).toEqual({
      user: { ...ana, accountEnabled: false },
      readAt: NOON,
    });
    expect(await storage.people.find(ben.id)).toEqual({
      user: ben,
      readAt: NOON,
    });
    // A page of a sweep that was read before, and comes now.
    await storage.people.saveAll([ana, ben], after(1));
    expect(await isEnabled(ana.id)).toBe(false);

    await storage.people.save(ana, after(3));
    expect(await isEnabled(ana.id)).toBe(true);
    await storage.people.saveGone("nobody" as UserId, after(3));
    expect(await storage.people.count()).toBe(2);
  });

  it("leaves a name with whoever has it, when Entra is asked about the one who had it before", async () => {
    const gone = aUser({ userPrincipalName: "ana@contoso.com" });
    const present = aUser({ userPrincipalName: "ana@contoso.com" });
    await storage.people.save(gone, NOON);
    await storage.people.save(present, after(1));
    await storage.people.saveGone(gone.id, after(2));
    expect(await findBy("ana@contoso.com")).toEqual(present);
  });

  it("finds people by SID, and by present UPN before mail, and mail before what was theirs", async () => {
    const sid = "S-1-5-21-1-2-3-1104";
    const ana = aUser({
      userPrincipalName: "Ana@contoso.com",
      onPremisesSid: sid,
      otherNames: [
        "ana@contoso.com",
        "ana.mail@contoso.com",
        "desk@contoso.com",
      ],
    });
    const ben = aUser({ otherNames: ["ben.mail@contoso.com"] });
    await storage.people.saveAll([ana, ben], NOON);
    await storage.people.saveAll(
      [
        {
          ...ana,
          userPrincipalName: "ana.married@contoso.com",
          otherNames: ["ana.mail@contoso.com"],
        },
        { ...ben, otherNames: ["desk@contoso.com"] },
      ],
      after(1),
    );
    const find = async (...names: UnknownPerson[]) =>
      Object.fromEntries(await replica.people.findNamed(names));

    expect(
      await find(
        `sid:${sid}`,
        "upn:ana@contoso.com",
        "upn:ana.married@contoso.com",
        "upn:ana.mail@contoso.com",
        "upn:desk@contoso.com",
        "upn:ben.mail@contoso.com",
        "upn:nobody@contoso.com",
        "sid:ana.mail@contoso.com",
      ),
    ).toEqual({
      [`sid:${sid}`]: ana.id,
      "upn:ana@contoso.com": ana.id,
      "upn:ana.married@contoso.com": ana.id,
      "upn:ana.mail@contoso.com": ana.id,
      "upn:desk@contoso.com": ben.id,
      "upn:ben.mail@contoso.com": ben.id,
    });

    const third = aUser({ userPrincipalName: "ana@contoso.com" });
    await storage.people.save(third, after(2));
    expect(await find("upn:ana@contoso.com")).toEqual({
      "upn:ana@contoso.com": third.id,
    });
    const names = await storage.people.listNames([ana.id]);
    expect([...(names.get(ana.id) ?? [])].sort()).toEqual([
      `sid:${sid}`,
      "upn:ana.mail@contoso.com",
      "upn:ana.married@contoso.com",
      "upn:ana@contoso.com",
      "upn:desk@contoso.com",
    ]);
  });

  it("finds people by the hashes of their SIDs, page by page, anew where a SID changed, and nobody who is forgotten", async () => {
    const [ana, ben] = [
      aUser({ onPremisesSid: "S-1-5-21-7-7-7-1" }),
      aUser({ onPremisesSid: null }),
    ];
    await storage.people.saveAll([ana, ben], NOON);
    const hashed: string[] = [];
    const hashAll = async () => {
      let after = null;
      do {
        after = await storage.people.saveHashes(
          (id, sid) => {
            hashed.push(id);
            return { cloud: `c-${id}`, domain: sid && `d-${sid}` };
          },
          1,
          after,
        );
      } while (after !== null);
    };
    const find = async (...names: UnknownPerson[]) =>
      Object.fromEntries(await replica.people.findNamed(names));
    await hashAll();
    expect(hashed).toEqual(expect.arrayContaining([ana.id, ben.id]));

    expect(
      await find(`hash:c-${ana.id}`, "hash:d-S-1-5-21-7-7-7-1", "hash:other"),
    ).toEqual({
      [`hash:c-${ana.id}`]: ana.id,
      "hash:d-S-1-5-21-7-7-7-1": ana.id,
    });
    const names = await storage.people.listNames([ben.id]);
    expect(names.get(ben.id)).toContain(`hash:c-${ben.id}`);

    hashed.length = 0;
    await hashAll();
    expect(hashed).toEqual([]);
    await storage.people.save(
      { ...ana, onPremisesSid: "S-1-5-21-7-7-7-2" },
      after(1),
    );
    await hashAll();
    expect(hashed).toEqual([ana.id]);
    expect(
      await find("hash:d-S-1-5-21-7-7-7-1", "hash:d-S-1-5-21-7-7-7-2"),
    ).toEqual({ "hash:d-S-1-5-21-7-7-7-2": ana.id });

    await storage.people.purge(after(1));
    expect(await find(`hash:c-${ben.id}`)).toEqual({});
  });

  it("keeps names and SID of somebody of whom they were not asked for", async () => {
    const untold = aUser();
    const told = {
      ...untold,
      onPremisesSid: "S-1-5-21-1-2-3-9",
      otherNames: ["mail@contoso.com"],
    };
    await storage.people.save(told, NOON);
    await storage.people.save(untold, after(1));

    const found = await storage.people.findNamed([
      "sid:S-1-5-21-1-2-3-9",
      "upn:mail@contoso.com",
    ]);
    expect([...found.values()]).toEqual([untold.id, untold.id]);
    await storage.people.purge(after(2));
    expect(
      (await storage.people.findNamed(["upn:mail@contoso.com"])).size,
    ).toBe(0);
  });

  it.each<[string, (user: User, readAt: Date) => Promise<void>]>([
    ["alone", (user, readAt) => storage.people.save(user, readAt)],
    ["in a page", (user, at) => storage.people.saveAll([aUser(), user], at)],
  ])(
    "keeps what was read later than a person who comes %s",
    async (_name, saveLate) => {
      const user = aUser();
      await storage.people.save(user, after(1));
      await saveLate({ ...user, accountEnabled: false }, NOON);
      expect(await storage.people.findAll([user.id])).toEqual([user]);
      const upn = user.userPrincipalName;
      expect(await storage.people.findByUpn(upn, after(1))).toEqual(user);
      const moved = { ...user, department: "IT" };
      await saveLate(moved, after(1));
      expect(await storage.people.findAll([user.id])).toEqual([moved]);
    },
  );

  it.each([
    ["first", true],
    ["last", false],
  ])(
    "finds whoever was read last where a UPN was given to another person, stored %s",
    async (_name, first) => {
      const userPrincipalName = "frontdesk@contoso.com";
      const came = aUser({ userPrincipalName: "FrontDesk@contoso.com" });
      const left = aUser({ userPrincipalName });
      const saves = [
        () => storage.people.save(came, after(1)),
        () => storage.people.save(left, NOON),
      ];
      for (const save of first ? saves : saves.toReversed()) await save();
      expect(await findBy(userPrincipalName)).toEqual(came);
      expect(await storage.people.findAll([left.id])).toEqual([left]);
    },
  );

  it("keeps the newest of pages with the same people that are stored at once, in whatever order", async () => {
    const users = Array.from({ length: 1000 }, () => aUser());
    await Promise.all(
      [3, 1, 4, 0, 2].map((ms, i) =>
        (i % 2 ? replica : storage).people.saveAll(
          (i % 2 ? users.toReversed() : users).map((user) => ({
            ...user,
            displayName: String(ms),
          })),
          after(ms),
        ),
      ),
    );
    const found = await storage.people.findAll(users.map(({ id }) => id));
    expect(found).toHaveLength(1000);
    expect(found.every(({ displayName }) => displayName === "4")).toBe(true);
  });

  it("purges those read before an instant, and not those read at it", async () => {
    const [old, edge] = [aUser(), aUser()];
    await storage.people.save(old, after(-1));
    await storage.people.save(edge, NOON);
    expect(await storage.people.purge(NOON)).toBe(1);
    expect(await findBy(old.userPrincipalName)).toBeNull();
    expect(await findBy(edge.userPrincipalName)).toEqual(edge);
    expect(await storage.people.purge(NOON)).toBe(0);
  });
});

function byId(users: readonly User[]): readonly User[] {
  return users.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
