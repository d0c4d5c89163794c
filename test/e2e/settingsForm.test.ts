import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { renderSettings } from "../../bot/cards/renderSettings.ts";
import type { ChannelId } from "../../src/domain/channels/channel.ts";
import { message } from "../../src/domain/message.ts";
import type { SettingsPage } from "../../src/domain/settings/settingsChange.ts";
import { leadField } from "../../src/domain/settings/leadFields.ts";
import { scopeField } from "../../src/domain/settings/channelFields.ts";
import { aSettingsPage } from "../support/builders.ts";
import { hostileTexts } from "../support/hostileText.ts";
import {
  chromiumIsMissing,
  openCardViewer,
  type CardViewer,
} from "../support/renderCard.ts";

if (chromiumIsMissing)
  console.warn(`The form of the settings in a browser: ${chromiumIsMissing}`);

const LONG = "Wörterbuch-Nr.42".repeat(6);

function aPage(text: string): SettingsPage {
  const channel = `19:${text}@thread.tacv2` as ChannelId;
  return aSettingsPage({
    channels: [channel],
    values: {
      affinity: {
        mode: "intent",
        multiplier: 1.5,
        minLogons: 3,
        windowDays: 7,
      },
      stagingAccounts: [text],
      stagingLeads: { [text]: text },
      pairedAccounts: {},
      technicians: [text],
      channelScopes: { [channel]: { categories: [text], namePrefixes: [] } },
      channelLanguages: {},
      userDomains: [text],
      excludedDevices: [text],
      excludedDevicesGroupId: null,
      excludedUsers: [text],
      excludedUsersGroupId: null,
      proposing: "on",
      firstRunProposalsPerDay: 20,
      openCardsPerChannel: 50,
      proposalExpiresHours: 72,
      workingHours: "",
      dailyLine: "on",
      undoWindowHours: 72,
      sweepIntervalMinutes: 60,
    },
  });
}

const faultyForm = (text: string) => {
  const page = aPage(text);
  const fields = [
    "affinityMultiplier",
    "technicians",
    leadField(text),
    scopeField("prefixes", page.channels[0] ?? ""),
    "elsewhere",
  ];
  return renderSettings(page, {
    as: "card",
    after: {
      kind: "faulty",
      page,
      names: { [text]: text },
      faults: Object.fromEntries(
        fields.map((id) => [id, [message("setting.not-upn", { entry: text })]]),
      ),
    },
  }).card;
};

(chromiumIsMissing ? describe.skip : describe)(
  "the form of the settings in a browser",
  () => {
    let viewer: CardViewer;
    beforeAll(async () => {
      viewer = await openCardViewer();
    });
    afterAll(() => viewer?.close());

    it("is drawn without unknown elements and within a phone's width", async () => {
      const shown = await viewer.show(faultyForm(LONG), { width: 340 });
      expect(shown.problems).toEqual([]);
      expect(shown.overflow).toBe(0);
      expect(shown.text).toContain("Technicians, whose sign-ins don't count");
      expect(shown.text).not.toContain("Open cards in one channel");
    });

    it("draws nothing of hostile text but text", async () => {
      const { html, text } = await viewer.show({
        type: "AdaptiveCard",
        version: "1.5",
        body: hostileTexts.map((hostile) => ({
          type: "Container",
          items: faultyForm(hostile)["body"],
        })),
      });
      expect(text).toContain("Everyone");
      expect(html).not.toMatch(
        /<(a|strong|em|b|i|code|ul|ol|li|blockquote|h\d|img|script|at|s|del)[\s>]/i,
      );
    });
  },
);
