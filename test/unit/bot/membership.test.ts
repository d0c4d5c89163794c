import { describe, expect, it } from "@jest/globals";
import type { Activity } from "botbuilder";
import { findPlaceLost } from "../../../bot/handlers/membership.ts";

const team = { id: "19:general@thread.tacv2" };
const recipient = { id: "28:bot" };
const inChannel = {
  conversation: {
    id: "19:x@thread.tacv2;messageid=1",
    conversationType: "channel",
  },
  recipient,
};

describe("findWhatWasLost", () => {
  it.each([
    [
      "the bot was uninstalled from a team",
      { type: "installationUpdate", action: "remove", channelData: { team } },
      { teamId: team.id },
    ],
    [
      "the bot was removed from a team",
      {
        type: "conversationUpdate",
        membersRemoved: [recipient],
        channelData: { team, eventType: "teamMemberRemoved" },
      },
      { teamId: team.id },
    ],
    [
      "the team was deleted",
      {
        type: "conversationUpdate",
        channelData: { team, eventType: "teamDeleted" },
      },
      { teamId: team.id },
    ],
    [
      "a channel was deleted",
      {
        type: "conversationUpdate",
        channelData: {
          team,
          channel: { id: "19:x@thread.tacv2" },
          eventType: "channelDeleted",
        },
      },
      { channelId: "19:x@thread.tacv2" },
    ],
    [
      "the bot was uninstalled and the team is not named",
      { type: "installationUpdate", action: "remove", channelData: {} },
      { channelId: "19:x@thread.tacv2" },
    ],
    [
      "another member was removed",
      {
        type: "conversationUpdate",
        membersRemoved: [{ id: "29:ana" }],
        channelData: { team, eventType: "teamMemberRemoved" },
      },
      null,
    ],
    [
      "the bot was added",
      { type: "installationUpdate", action: "add", channelData: { team } },
      null,
    ],
    [
      "a newer version of the bot replaces it",
      {
        type: "installationUpdate",
        action: "remove-upgrade",
        channelData: { team },
      },
      null,
    ],
    [
      "the team was renamed",
      {
        type: "conversationUpdate",
        channelData: { team, eventType: "teamRenamed" },
      },
      null,
    ],
  ])("when %s", (_name, activity, expected) => {
    expect(
      findPlaceLost({ ...inChannel, ...activity } as unknown as Activity),
    ).toEqual(expected);
  });

  it("loses no channel when someone uninstalls their personal app", () => {
    const activity = {
      type: "installationUpdate",
      action: "remove",
      conversation: { id: "a:1", conversationType: "personal" },
      recipient,
      channelData: {},
    } as unknown as Activity;
    expect(findPlaceLost(activity)).toBeNull();
  });
});
