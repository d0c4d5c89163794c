import { describe, expect, it } from "@jest/globals";
import { readLink } from "../../../bot/tab/web/data/readLink.ts";
import {
  formatRoute,
  parseRoute,
  routeOfSubPage,
  type Route,
} from "../../../bot/tab/web/data/route.ts";

const ID = "3f0c3a52-5d0b-4d1c-9f0e-6f7a3c1b2d4e";

describe("a place in the tab", () => {
  it.each<[Route]>([
    [{ page: "proposals", id: null }],
    [{ page: "proposals", id: ID }],
    [{ page: "proposals", id: "a/b?c#d %" }],
    [
      {
        page: "proposals",
        id: ID,
        queue: {
          place: "snoozed",
          sort: "expires",
          device: "a/b?c#d &%",
          person: "Zoë",
          kind: "clear",
          certainty: "unsure",
          origin: "person",
          staged: "yes",
        },
      },
    ],
    [{ page: "proposals", id: null, queue: { device: "LT-1" } }],
    [{ page: "board" }],
    [{ page: "decisions" }],
    [{ page: "search" }],
    [{ page: "device", id: ID }],
    [{ page: "person", id: ID }],
    [{ page: "audit" }],
    [{ page: "audit", kind: "settings" }],
    [{ page: "settings" }],
  ])("is found again by its address: %j", (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it.each(["", "#", "#/", "#/nowhere", "#/proposals/", "#/%E0%A4%A"])(
    "is the list of proposals where the address names none: %j",
    (hash) => {
      expect(parseRoute(hash)).toEqual({ page: "proposals", id: null });
    },
  );

  it.each([
    "place=waiting&sort=newest",
    "place=nowhere&sort=loudest&kind=&staged=no&more=1",
    "place=decided&sort=expires&device=%20",
    `person=${"x".repeat(201)}`,
  ])(
    "keeps nothing of a queue that is so anyway or that no page writes: %s",
    (query) => {
      const { page, queue = {} } = parseRoute(
        `#/proposals?${query}`,
      ) as Route & {
        queue?: object;
      };
      expect(page).toBe("proposals");
      expect(Object.keys(queue)).toEqual(
        query.includes("decided") ? ["place"] : [],
      );
    },
  );

  it("is the search where a device or person has no id", () => {
    expect(parseRoute("#/devices/")).toEqual({ page: "search" });
    expect(parseRoute("#/people")).toEqual({ page: "search" });
  });
});

describe("a link of Teams", () => {
  it("leads to the proposal whose id it names", () => {
    expect(routeOfSubPage(ID)).toEqual({ page: "proposals", id: ID });
  });

  it("leads to the place it names", () => {
    expect(routeOfSubPage(`proposals/${ID}`)).toEqual({
      page: "proposals",
      id: ID,
    });
    expect(routeOfSubPage("#/board")).toEqual({ page: "board" });
  });

  it("leads nowhere when it names nothing", () => {
    expect(routeOfSubPage(undefined)).toBeNull();
    expect(routeOfSubPage("")).toBeNull();
  });
});

describe("a link out of the tab", () => {
  it.each([
    "javascript:alert(1)",
    "http://intune.microsoft.com/",
    "data:text/html,x",
    "//evil.example",
    "nonsense",
    "",
  ])("is none where the address is not https: %j", (address) => {
    expect(readLink(address)).toBeNull();
  });

  it("is opened by Teams where it leads into Teams", () => {
    expect(
      readLink("https://teams.microsoft.com/l/message/19%3Ax/1"),
    ).toMatchObject({ isInTeams: true });
    expect(
      readLink("https://teams.microsoft.com.evil.example/l/message/1"),
    ).toMatchObject({ isInTeams: false });
    expect(readLink("https://intune.microsoft.com/#x")).toMatchObject({
      isInTeams: false,
    });
  });
});
