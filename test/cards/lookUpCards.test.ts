import { describe, expect, it } from "@jest/globals";
import { renderChoice } from "../../bot/cards/renderChoice.ts";
import { renderDevice } from "../../bot/cards/renderDevice.ts";
import { renderUser } from "../../bot/cards/renderUser.ts";
import { fitsMessage } from "../../bot/cards/messageSize.ts";
import { hours, NOON } from "../support/cardExamples.ts";
import {
  aDeviceAnswer,
  aDeviceChoice,
  aUser,
  aUserAnswer,
  aUserChoice,
} from "../support/lookUpExamples.ts";
import { textsOf } from "../support/walkCard.ts";

const privately = { now: NOON, isPrivate: true };
const inChannel = { now: NOON, isPrivate: false };
const shownOf = ({ card }: { readonly card: object }) =>
  textsOf(card).join("\n");

describe("the card of a device", () => {
  it("says whose it is, since when and by what, how sure, and what is proposed", () => {
    const shown = shownOf(renderDevice("who", aDeviceAnswer(), privately));
    for (const text of [
      "Ana Schmidt",
      "Sales · Berlin 2.14",
      "Cleo Müller",
      "Since its enrolment: {{DATE(2026-11-03",
      "Somebody else uses it more.",
      "  12 logons",
      "Ana Schmidt → Ben Ortiz",
      "Waiting for an approver",
    ])
      expect(shown).toContain(text);
  });

  it("leaves people's details out where others read along", () => {
    const shown = shownOf(renderDevice("device", aDeviceAnswer(), inChannel));
    expect(shown).not.toMatch(/Sales|Cleo|12 logons|Dara|Enrolled by/);
    expect(shown).toMatch(/Ana Schmidt → Ben Ortiz/);
  });

  it("says of what was not read now how old it is, and whether more follows", () => {
    const old = aDeviceAnswer({
      freshness: { kind: "directory", seenAt: hours(-3) },
    });
    const waiting = renderDevice("who", old, { ...privately, waits: true });
    expect(shownOf(waiting)).toMatch(/Seen 3 hours ago, \{\{DATE\(2026-11-20/);
    expect(shownOf(waiting)).toContain("This card changes when it does");
    expect(waiting.summary).toContain("Seen 3 hours ago");
    expect(shownOf(renderDevice("who", old, privately))).not.toContain(
      "This card changes",
    );
    expect(
      shownOf(renderDevice("who", aDeviceAnswer(), privately)),
    ).not.toContain("ago");
  });

  it("speaks of nobody where a device has no primary user", () => {
    const { card, summary } = renderDevice(
      "who",
      aDeviceAnswer({ primaryUser: null, since: { by: "unknown", at: null } }),
      privately,
    );
    expect(summary).toContain("has no primary user");
    expect(shownOf({ card })).toContain("Somebody uses it all the same.");
    expect(JSON.stringify(card)).not.toMatch(/Their devices|"null"|\$\{/);
  });
});

it("says of a manager who was not read in time that they were not, to whoever asked alone", () => {
  const late = { manager: null, isManagerLate: true };
  const answer = aDeviceAnswer();
  if (!answer.primaryUser) throw new Error("The example has no primary user");
  const primaryUser = { ...answer.primaryUser, ...late };
  const shown = (context: typeof privately) => [
    shownOf(renderDevice("who", { ...answer, primaryUser }, context)),
    shownOf(renderUser(aUserAnswer(late), context)),
  ];
  for (const card of shown(privately))
    expect(card).toMatch(/Manager:\s+not read in time/);
  for (const card of shown(inChannel)) expect(card).not.toContain("Manager");
});

describe("the card of a person", () => {
  it("shows what they use without owning it in private alone", () => {
    expect(shownOf(renderUser(aUserAnswer(), privately))).toContain("KIOSK-3");
    expect(shownOf(renderUser(aUserAnswer(), inChannel))).not.toMatch(
      /KIOSK-3|Sales|Cleo/,
    );
    expect(
      shownOf(renderUser(aUserAnswer({ used: null }), privately)),
    ).not.toContain("without being the primary user");
  });

  it("counts all their devices, shows as many as fit a message and says how many more there are", () => {
    const device = aUserAnswer().owned[0];
    if (!device) throw new Error("The example has no device");
    const answer = aUserAnswer({
      owned: Array<typeof device>(50).fill(device),
      ownedTotal: 101,
      used: null,
      usedTotal: 0,
    });
    const rendered = renderUser(answer, privately);
    expect(fitsMessage(rendered)).toBe(true);
    expect(rendered.summary).toContain("101 devices");
    const shown = JSON.stringify(rendered.card).split("lookup.who").length - 1;
    expect(shown).toBeGreaterThanOrEqual(10);
    expect(shownOf(rendered)).toContain(`and ${101 - shown} more`);
  });

  it("says how old the devices are, although the person was read now", () => {
    const shown = shownOf(renderUser(aUserAnswer(), inChannel));
    expect(shown).toMatch(/seen up to 3 hours ago, \{\{DATE\(2026-11-20/);
    const none = { owned: [], ownedTotal: 0, used: null, devicesSeenAt: null };
    expect(shownOf(renderUser(aUserAnswer(none), privately))).toContain(
      "not read now",
    );
  });

  it("dates the logon on each device they use", () => {
    const answer = aUserAnswer();
    const at = answer.used?.[0]?.lastLogons[0]?.at.toISOString() ?? "?";
    expect(shownOf(renderUser(answer, privately))).toContain(
      `Last logon: {{DATE(${at.slice(0, 19)}`,
    );
  });

  it("says that an account is disabled or a guest's", () => {
    const user = {
      ...aUser(),
      accountEnabled: false,
      userType: "guest",
    } as const;
    expect(shownOf(renderUser(aUserAnswer({ user }), privately))).toMatch(
      /disabled.*guest/,
    );
  });
});

describe("a choice", () => {
  it("tells devices of one name apart", () => {
    const shown = shownOf(
      renderChoice(
        { what: "device", choice: aDeviceChoice() },
        { kind: "who" },
      ),
    );
    expect(shown).toMatch(/5CG1234XYZ[\s\S]*5CG9876ABC[\s\S]*never/);
  });

  it("says that there are others, and what could not be asked", () => {
    expect(
      shownOf(
        renderChoice({ what: "user", choice: aUserChoice() }, { kind: "user" }),
      ),
    ).toContain("There are others.");
    const choice = aDeviceChoice({ found: [], isNear: true, unchecked: true });
    const shown = shownOf(
      renderChoice({ what: "device", choice }, { kind: "who" }),
    );
    expect(shown).toMatch(/No device has[\s\S]*Check the spelling/);
    expect(shown).toContain("may be missing");
  });
});
