import { describe, expect, it } from "@jest/globals";
import { renderChoice } from "../../bot/cards/renderChoice.ts";
import { renderDevice } from "../../bot/cards/renderDevice.ts";
import { renderUser } from "../../bot/cards/renderUser.ts";
import { attachUser } from "../../bot/cards/renderForMessage.ts";
import { Verb } from "../../bot/cards/verbs.ts";
import type { UsedDevice } from "../../src/domain/devices/directory.ts";
import {
  USER_PAGE,
  type AccountMark,
} from "../../src/domain/lookups/lookup.ts";
import { message, type Message } from "../../src/domain/message.ts";
import { messagesOf } from "../../bot/messages/languages.ts";
import { ana, ben, hours, NOON } from "../support/cardExamples.ts";
import {
  aDeviceAnswer,
  aDeviceChoice,
  aDirectoryDevice,
  aUser,
  aUserAnswer,
  aUserChoice,
} from "../support/lookUpExamples.ts";
import { textsOf, walkCard } from "../support/walkCard.ts";

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
      "Since it was enrolled: {{DATE(2026-11-03",
      "Someone else uses it more.",
      "  12 sign-ins",
      "Ana Schmidt → Ben Ortiz",
      "Waiting for an approver",
    ])
      expect(shown).toContain(text);
  });

  describe("whose sources disagree", () => {
    const contradiction = {
      kind: "contradicted",
      reported: [ana],
      signedIn: [],
      lastLogon: ben,
    } as const;

    it.each([
      [
        "en",
        "Sources disagree about who uses it: in the last two weeks the device reported only Ana Schmidt, but Intune lists Ben Ortiz as the last one there.",
      ],
      [
        "de",
        "Die Quellen sind sich nicht einig, wer das Gerät benutzt: In den letzten zwei Wochen hat das Gerät nur Ana Schmidt gemeldet, in Intune steht aber Ben Ortiz als letzte angemeldete Person.",
      ],
    ] as const)("says who says whom (%s)", (language, text) => {
      const context = { ...privately, messages: messagesOf(language) };
      for (const about of ["who", "device"] as const)
        expect(
          shownOf(
            renderDevice(about, aDeviceAnswer({ contradiction }), context),
          ),
        ).toContain(text);
    });

    it("names nobody for those who may not see who was there, nor where they read along", () => {
      for (const [answer, context] of [
        [{ contradiction: "not-shown" }, privately],
        [{ contradiction, isConfidenceForAll: false }, inChannel],
        [{ contradiction, isConfidenceForAll: true }, inChannel],
      ] as const) {
        const shown = shownOf(
          renderDevice("who", aDeviceAnswer(answer), context),
        );
        expect(shown).toContain("Sources disagree about who uses it.");
        expect(shown).not.toContain("the device reported only");
      }
    });

    it("says nothing of it where they agree", () => {
      expect(
        shownOf(renderDevice("who", aDeviceAnswer(), privately)),
      ).not.toContain("disagree");
    });
  });

  it("offers to propose whoever uses it more only where nobody else reads their name", () => {
    const answer = aDeviceAnswer({
      confidence: "others-use-it-more",
      suggested: ben,
      proposal: null,
    });
    const offer = "Propose Ben Ortiz";
    expect(JSON.stringify(renderDevice("who", answer, privately))).toContain(
      offer,
    );
    const others = JSON.stringify(renderDevice("who", answer, inChannel));
    expect(others).toContain("Someone else uses it more.");
    expect(others).not.toContain("Ben Ortiz");
  });

  const notAsked = {
    exclusion: { by: "category", entry: "category:Lab" },
    silence: "refused-twice",
    changes: [{ toUser: ben, until: hours(24 * 40) }],
  } as const;

  it("says what keeps Custodian from asking about it, and until when", () => {
    const shown = shownOf(
      renderDevice("who", aDeviceAnswer({ notAsked }), privately),
    );
    for (const text of [
      "The settings exclude it: its category matches “category:Lab”.",
      "Muted until an admin unmutes it: people said no twice",
      "An admin unmutes it with: ask again LT-0042",
      "Custodian won't propose Ben Ortiz again until\n{{DATE(2026-12-30T12:00:00Z, SHORT)}}",
    ])
      expect(shown).toContain(text);
    const german = { ...privately, messages: messagesOf("de") };
    expect(
      shownOf(renderDevice("who", aDeviceAnswer({ notAsked }), german)),
    ).toContain(
      "Custodian schlägt Ben Ortiz nicht wieder vor bis\n{{DATE(2026-12",
    );
    expect(
      shownOf(renderDevice("who", aDeviceAnswer(), privately)),
    ).not.toMatch(/won't propose|Muted|exclude/);
  });

  it("names nobody who was refused where others read along and may not know", () => {
    const answer = aDeviceAnswer({ notAsked, isConfidenceForAll: false });
    const shown = shownOf(renderDevice("who", answer, inChannel));
    expect(shown).toContain("Muted until");
    expect(shown).not.toContain("Custodian won't propose");
  });

  it("leaves people's details out where others read along", () => {
    const shown = shownOf(renderDevice("device", aDeviceAnswer(), inChannel));
    expect(shown).not.toMatch(/Sales|Cleo|12 sign-ins|Dara|Enrolled by/);
    expect(shown).toMatch(/Ana Schmidt → Ben Ortiz/);
  });

  it("says of what was not read now how old it is, and whether more follows", () => {
    const old = aDeviceAnswer({
      freshness: { kind: "directory", seenAt: hours(-3) },
    });
    const waiting = renderDevice("who", old, { ...privately, waits: true });
    expect(shownOf(waiting)).toMatch(
      /This is from 3 hours ago, \{\{DATE\(2026-11-20/,
    );
    expect(shownOf(waiting)).toContain("This card changes when it does");
    expect(waiting.summary).toContain("This is from 3 hours ago");
    expect(shownOf(renderDevice("who", old, privately))).not.toContain(
      "This card changes",
    );
    expect(
      shownOf(renderDevice("who", aDeviceAnswer(), privately)),
    ).not.toContain("Seen");
  });

  it("names what refused it in place of slowness, and what others wrote in it does nothing", () => {
    const refused = (refusal: Message) =>
      aDeviceAnswer({
        freshness: { kind: "directory", seenAt: hours(-3), refusal },
      });
    const forbidden = renderDevice(
      "who",
      refused(message("graph.forbidden", { permission: "Device.Read.All" })),
      privately,
    );
    expect(shownOf(forbidden)).toMatch(
      /Not read just now\. This is from 3 hours ago/,
    );
    expect(shownOf(forbidden)).toContain("Device.Read.All");
    expect(forbidden.summary).toContain("This is from");
    expect(shownOf(forbidden)).not.toContain("in time");
    const hostile = renderDevice(
      "who",
      refused(
        message("graph.refused", { detail: "[x](https://evil.example)" }),
      ),
      privately,
    );
    expect(shownOf(hostile)).not.toContain("](https://evil");
  });

  it("marks who is no ordinary primary user, and a disabled account to whoever asked alone", () => {
    const answer = aDeviceAnswer();
    if (!answer.primaryUser) throw new Error("The example has no primary user");
    const of = (...account: readonly AccountMark[]) => ({
      ...answer,
      primaryUser: {
        ...answer.primaryUser,
        account,
      } as typeof answer.primaryUser,
    });
    expect(shownOf(renderDevice("who", of("deleted"), inChannel))).toContain(
      "Entra doesn't know them any more.",
    );
    const both = of("disabled", "guest");
    expect(shownOf(renderDevice("who", both, privately))).toContain(
      "This account is disabled. This is a guest.",
    );
    expect(shownOf(renderDevice("who", both, inChannel))).not.toContain(
      "disabled",
    );
  });

  it("speaks of nobody where a device has no primary user", () => {
    const { card, summary } = renderDevice(
      "who",
      aDeviceAnswer({ primaryUser: null, since: { by: "unknown", at: null } }),
      privately,
    );
    expect(summary).toContain("has no primary user");
    expect(shownOf({ card })).toContain("Someone uses it anyway.");
    expect(JSON.stringify(card)).not.toMatch(/Their devices|"null"|\$\{/);
  });
});

it("says of a manager who could not be read that they could not, to whoever asked alone", () => {
  const late = { manager: null, isManagerLate: true };
  const answer = aDeviceAnswer();
  if (!answer.primaryUser) throw new Error("The example has no primary user");
  const primaryUser = { ...answer.primaryUser, ...late };
  const shown = (context: typeof privately) => [
    shownOf(renderDevice("who", { ...answer, primaryUser }, context)),
    shownOf(renderUser(aUserAnswer(late), context)),
  ];
  for (const card of shown(privately))
    expect(card).toMatch(/Manager:\s+couldn't be read/);
  for (const card of shown(inChannel)) expect(card).not.toContain("Manager");
});

describe("an instant in an answer", () => {
  const exact = /Last sign-in: 3 hours ago \(\{\{DATE\(2026-11-20T/;
  const shown = (about: "who" | "device", isForMessage = false) =>
    shownOf(
      renderDevice(about, aDeviceAnswer(), { ...privately, isForMessage }),
    );

  it("is how long ago it was, and stands beside that on the full card and where it is read later", () => {
    expect(shown("who")).toContain("Last sign-in: 3 hours ago\n");
    expect(shown("who")).not.toMatch(exact);
    expect(shown("device")).toMatch(exact);
    expect(shown("who", true)).toMatch(exact);
  });
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

  const devices = (count: number): UsedDevice[] =>
    Array.from({ length: count }, () => ({
      ...aDirectoryDevice(),
      reported: null,
    }));
  const pageButtons = ({ card }: { readonly card: object }) =>
    [...walkCard(card)].flatMap(({ verb, title, data }) =>
      verb === Verb.lookUpUserPage ? [{ title, data }] : [],
    );
  const many = {
    ownedTotal: USER_PAGE + 2,
    usedTotal: 2 * USER_PAGE,
    pages: 4,
  };

  it("counts all their devices, says which are shown, and turns the pages by an id and a number", () => {
    const { id } = aUser();
    const draw = (page: number, owned: number, used: number) =>
      renderUser(
        aUserAnswer({
          ...many,
          page,
          owned: devices(owned),
          used: devices(used),
        }),
        privately,
      );
    const first = draw(0, USER_PAGE, 0);
    expect(first.summary).toContain("12 devices");
    expect(shownOf(first)).toContain("12 devices. Shown: 1 to 10.");
    expect(shownOf(first)).toContain("20 devices. From page 2.");
    expect(shownOf(first)).toContain("Page 1 of 4");
    expect(pageButtons(first)).toEqual([
      { title: "Next", data: { id, page: 1 } },
    ]);
    const second = draw(1, 2, USER_PAGE - 2);
    expect(shownOf(second)).toContain("12 devices. Shown: 11 to 12.");
    expect(shownOf(second)).toContain("20 devices. Shown: 1 to 8.");
    expect(pageButtons(second)).toEqual([
      { title: "Previous", data: { id, page: 0 } },
      { title: "Next", data: { id, page: 2 } },
    ]);
    const third = shownOf(draw(2, 0, USER_PAGE));
    expect(third).toContain("of 12 devices.\n");
    expect(third).toContain("20 devices. Shown: 9 to 18.");
    const last = draw(3, 0, 2);
    expect(shownOf(last)).toContain("20 devices. Shown: 19 to 20.");
    expect(pageButtons(last)).toEqual([
      { title: "Previous", data: { id, page: 2 } },
    ]);
  });

  it("has no pages where all fits one", () => {
    const answer = renderUser(aUserAnswer(), privately);
    expect(pageButtons(answer)).toEqual([]);
    expect(shownOf(answer)).not.toMatch(/Page|Shown/);
  });

  it("turns no pages in a message where the bot need not be", () => {
    const answer = aUserAnswer({
      ...many,
      page: 0,
      owned: devices(USER_PAGE),
      used: null,
    });
    const { content } = attachUser(answer, NOON);
    expect(pageButtons({ card: content })).toEqual([]);
    expect(shownOf({ card: content })).toContain("12 devices. Shown: 1 to 10.");
    expect(shownOf({ card: content })).not.toContain("Page");
  });

  it("says of a device that only its own report tells of how often and when it counted", () => {
    const [device] = devices(1);
    if (!device) throw new Error("There is one");
    const reported = { logons: 12, at: hours(-5) };
    const lastLogons = [{ userId: aUser().id, at: hours(-30) }];
    const shown = (one: UsedDevice) =>
      shownOf(renderUser(aUserAnswer({ used: [one] }), privately));
    expect(shown({ ...device, reported })).toMatch(
      /compliant · 12 sign-ins · Counted by the device: 5 hours ago/,
    );
    expect(shown({ ...device, reported, lastLogons })).toMatch(
      /compliant · 12 sign-ins · Last sign-in: 30 hours ago/,
    );
    expect(shown({ ...device, lastLogons })).not.toContain("sign-ins ·");
  });

  it("says how old the devices are, although the person was read now", () => {
    const shown = shownOf(renderUser(aUserAnswer(), inChannel));
    expect(shown).toMatch(
      /From the last scan, 3 hours ago, \{\{DATE\(2026-11-20/,
    );
    const none = { owned: [], ownedTotal: 0, used: null, devicesSeenAt: null };
    expect(shownOf(renderUser(aUserAnswer(none), privately))).toContain(
      "From the last scan",
    );
  });

  it("dates the logon on each device they use", () => {
    const answer = aUserAnswer();
    expect(shownOf(renderUser(answer, privately))).toContain(
      "Last sign-in: 30 hours ago",
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

  it("asks for what differs where all have one name", () => {
    const choice = aDeviceChoice({ more: true });
    const of = (found: typeof choice.found) =>
      shownOf(
        renderChoice(
          { what: "device", choice: { ...choice, found } },
          { kind: "who" },
        ),
      );
    expect(of(choice.found)).toContain("Type the serial number");
    expect(
      of(choice.found.map((one, at) => ({ ...one, name: `LT-${at}` }))),
    ).toContain("Type more of the name");
  });

  it("says that there are others, and what could not be asked", () => {
    expect(
      shownOf(
        renderChoice({ what: "user", choice: aUserChoice() }, { kind: "user" }),
      ),
    ).toContain("There are more.");
    const choice = aDeviceChoice({ found: [], isNear: true, unchecked: true });
    const shown = shownOf(
      renderChoice({ what: "device", choice }, { kind: "who" }),
    );
    expect(shown).toMatch(/hasn't seen a device[\s\S]*may be missing/);
    expect(shown).not.toMatch(/No device has|Check the spelling/);
    const waiting = shownOf(
      renderChoice(
        { what: "device", choice },
        { kind: "who" },
        { waits: true },
      ),
    );
    expect(waiting).toContain("Looking up");
    expect(waiting).not.toMatch(/No device has|hasn't seen a device/);
    const known = { ...choice, unchecked: false };
    expect(
      shownOf(renderChoice({ what: "device", choice: known }, { kind: "who" })),
    ).toMatch(/No device has[\s\S]*Check the spelling/);
    const person = aUserChoice({
      found: [],
      isNear: true,
      onlyDirectory: true,
    });
    expect(
      shownOf(renderChoice({ what: "user", choice: person }, { kind: "user" })),
    ).toMatch(/hasn't seen anyone[\s\S]*Type their UPN/);
    const refusal = message("graph.forbidden", { permission: "Device.Read" });
    const refused = shownOf(
      renderChoice(
        { what: "device", choice: { ...choice, refusal } },
        { kind: "who" },
      ),
    );
    expect(refused).toContain("Device.Read");
    expect(refused).not.toContain("in time");
  });
});
