import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { LocaleStore } from "../../../src/ports/stores/localeStore.ts";
import { aClock, after, NOON } from "../../support/builders.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";

const ANA = "ana" as UserId;
const BEN = "ben" as UserId;

describeOnEachEngine("The store of locales", (engine) => {
  let test: TestStorage;
  let locales: LocaleStore;
  beforeAll(async () => {
    test = await engine.open(aClock());
    ({ locales } = test.storage);
  });
  afterAll(() => test.dispose());

  describe("of a person", () => {
    it("is empty before anything was heard", async () => {
      expect(await locales.find(ANA)).toBeNull();
    });

    it("keeps what was heard last, whatever comes late", async () => {
      await locales.save(ANA, "en-GB", NOON);
      await locales.save(ANA, "de-DE", after(2));
      await locales.save(ANA, "fr-FR", after(1));
      await locales.save(BEN, "en-US", NOON);

      expect(await locales.find(ANA)).toBe("de-DE");
      expect(await locales.find(BEN)).toBe("en-US");
    });

    it("is forgotten when nothing was heard since", async () => {
      expect(await locales.purge(after(2))).toBe(1);
      expect(await locales.find(ANA)).toBe("de-DE");
      expect(await locales.find(BEN)).toBeNull();
    });
  });
});
