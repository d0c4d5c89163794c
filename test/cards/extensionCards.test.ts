import { describe, expect, it } from "@jest/globals";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import {
  attachDevice,
  attachUser,
  forLink,
} from "../../bot/cards/renderForMessage.ts";
import { renderDevice } from "../../bot/cards/renderDevice.ts";
import { renderMatches, withWayBack } from "../../bot/cards/renderMatches.ts";
import { previewDevice, previewPerson } from "../../bot/cards/renderPreview.ts";
import {
  EMPTY_PROPOSAL,
  renderProposeForm,
} from "../../bot/cards/renderProposeForm.ts";
import { USER_PAGE } from "../../src/domain/lookups/lookup.ts";
import { NOON } from "../support/cardExamples.ts";
import { longestTexts } from "../support/extremeCards.ts";
import { hostileTexts } from "../support/hostileText.ts";
import {
  aDeviceAnswer,
  aDirectoryDevice,
  aUser,
  aUserAnswer,
} from "../support/lookUpExamples.ts";
import { textsOf, walkCard } from "../support/walkCard.ts";

/** As many as the dialog and the form list at most, each a device of its own. */
const devicesCalled = (text: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...aDirectoryDevice({
      id: `${String(index).padStart(8, "0")}-7c39-4a6e-9a55-0d2f3c1e8b17` as DeviceId,
      name: text,
      model: text,
      serialNumber: text,
    }),
    listedUser: { ...aUser(), displayName: text, userPrincipalName: text },
  }));

const personCalled = (text: string) => ({
  ...aUser(),
  displayName: text,
  userPrincipalName: text,
  department: text,
  officeLocation: text,
});

function cardsFor(text: string, count: number): Record<string, object> {
  const devices = devicesCalled(text, count);
  const [device = aDirectoryDevice()] = devices;
  const answer = aDeviceAnswer({ device });
  return {
    matches: renderMatches(devices).card,
    "page of matches": renderMatches(devicesCalled(text, 300), { page: 1 })
      .card,
    form: renderProposeForm({
      texts: { ...EMPTY_PROPOSAL, device: device.device.id },
      devices: devices.slice(0, 11),
      people: Array.from({ length: 12 }, () => personCalled(text)),
      fault: text,
    }).card,
    "dialog's device": withWayBack(
      renderDevice("device", answer, { now: NOON, isPrivate: true }).card,
      { named: devices.map((one) => one.device.id).join(" "), page: 9 },
    ),
    "device's list": Array.from({ length: 25 }, () => previewDevice(device)),
    "people's list": Array.from({ length: 25 }, () =>
      previewPerson(personCalled(text)),
    ),
    "link's person": forLink(
      attachUser(
        aUserAnswer({
          user: personCalled(text),
          freshness: { kind: "directory", seenAt: NOON },
          owned: devices.slice(0, USER_PAGE),
          ownedTotal: 99_999,
          pages: 8_334,
        }),
        NOON,
      ),
    ),
    "link's device": forLink(
      attachDevice(
        answer,
        {
          channelId: null,
          serviceUrl: "https://teams.example/",
          conversationId: `19:${"x".repeat(80)}@thread.tacv2;messageid=1`,
          activityId: "1732090201234",
        },
        NOON,
      ),
    ),
  };
}

describe.each(hostileTexts)("%j as every name", (hostile) => {
  it("comes out of the message extension's cards as text", () => {
    const cards = cardsFor(hostile, 3);
    for (const node of walkCard(cards))
      for (const [name, value] of Object.entries(node))
        if (typeof value === "string" && !/url|schema/i.test(name)) {
          expect(value).not.toMatch(
            /<[a-z/!]|\]\(|:\/\/|\*\*|~~|`|\$\{|\p{Cc}|\u202E/iu,
          );
          expect(
            value.replace(/\{\{(DATE|TIME)\(2026-1\d-\d\d[^)]*\)\}\}/g, ""),
          ).not.toContain("{{");
        }
  });
});

/** Teams counts UTF-16; 28 KB is the smallest limit it has documented for a message, and for a dialog's card. */
const LIMIT = 28 * 1024;

describe.each(longestTexts.map((text) => [text.slice(0, 12), text]))(
  "with names like %j",
  (_start, text) => {
    it.each([
      "matches",
      "page of matches",
      "form",
      "dialog's device",
      "link's device",
      "link's person",
    ])("the largest form of the %s card fits", (name) => {
      const card = cardsFor(text, 20)[name];
      expect(Buffer.byteLength(JSON.stringify(card), "utf16le")).toBeLessThan(
        LIMIT,
      );
    });
  },
);

describe("the card in a dialog", () => {
  it("offers nothing that a dialog cannot do, and the way back", () => {
    const { card } = renderDevice("device", aDeviceAnswer(), {
      now: NOON,
      isPrivate: true,
    });
    expect(JSON.stringify(card)).toContain("Action.Execute");
    const shown = withWayBack(card, { named: "a b", page: 2 });
    expect(JSON.stringify(shown)).not.toContain("Action.Execute");
    expect(textsOf(shown)).toEqual(textsOf(card));
    expect(shown["actions"]).toContainEqual({
      type: "Action.Submit",
      title: "Back",
      data: { named: "a b", turnTo: 2 },
    });
    for (const { type, actions } of walkCard(shown))
      if (type === "ActionSet") expect(actions).not.toEqual([]);
  });
});

describe("A card that others read too", () => {
  it("tells how sure the primary user is only where everybody may know", () => {
    const confidence = "others-use-it-more";
    const shown = (isConfidenceForAll: boolean) =>
      JSON.stringify(
        attachDevice(
          aDeviceAnswer({ confidence, isConfidenceForAll }),
          null,
          NOON,
        ),
      );
    expect(shown(true)).toContain("Someone else uses it more.");
    expect(shown(false)).not.toContain("uses it more");
    expect(shown(false)).toContain("Only technicians");
  });

  it("says nothing of an account's being disabled", () => {
    const user = { ...aUser(), accountEnabled: false };
    const attached = attachUser(aUserAnswer({ user }), NOON);
    expect(JSON.stringify(attached)).not.toMatch(/disabled/i);
  });
});
