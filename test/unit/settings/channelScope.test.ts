import { describe, expect, it } from "@jest/globals";
import type {
  Channel,
  ChannelId,
} from "../../../src/domain/channels/channel.ts";
import { channelOf } from "../../../src/usecases/proposals/placeProposal.ts";
import {
  fitsScope,
  shareOf,
} from "../../../src/domain/settings/channelScope.ts";
import type { ChannelScope } from "../../../src/domain/settings/settings.ts";

const scope = (
  categories: string[],
  namePrefixes: string[] = [],
): ChannelScope => ({ categories, namePrefixes });
const device = (name: string, category: string | null = null) => ({
  name,
  category,
});

describe("a channel's scope", () => {
  it.each([
    [
      "its category, without case",
      "X",
      "warehouse",
      scope(["Warehouse "]),
      true,
    ],
    [
      "the whole category only",
      "X",
      "Warehouse 2",
      scope(["Warehouse"]),
      false,
    ],
    [
      "the start of its name, without case",
      "wh-0042",
      null,
      scope([], ["WH-"]),
      true,
    ],
    [
      "no other part of its name",
      "LT-WH-0042",
      null,
      scope([], ["WH-"]),
      false,
    ],
    ["either of the two", "WH-1", "Sales", scope(["Sales"], ["LT-"]), true],
    [
      "composed like decomposed letters",
      "Büro-1",
      null,
      scope([], ["Bu\u0308ro"]),
      true,
    ],
    ["no category for a device without one", "X", null, scope([""]), false],
    ["nothing by an empty prefix", "X", null, scope([], [" "]), false],
    [
      "a prefix as text, not as a pattern",
      "LT-1",
      null,
      scope([], [".*"]),
      false,
    ],
  ])("fits a device by %s", (_what, name, category, one, expected) => {
    expect(fitsScope(device(name, category), one)).toBe(expected);
  });
});

const FIRST = "19:first@thread.tacv2" as ChannelId;
const SECOND = "19:second@thread.tacv2" as ChannelId;
const THIRD = "19:third@thread.tacv2" as ChannelId;
const channels = [FIRST, SECOND, THIRD].map((id) => ({ id }) as Channel);
const wh = scope([], ["WH-"]);
const lt = scope([], ["LT-"]);

describe("the channel of a device", () => {
  it.each([
    ["the first that fits", "WH-1", { [SECOND]: wh, [THIRD]: wh }, SECOND],
    [
      "that fits, though another without a scope was chosen earlier",
      "WH-1",
      { [THIRD]: wh },
      THIRD,
    ],
    [
      "the first without a scope when none fits",
      "X-1",
      { [FIRST]: wh },
      SECOND,
    ],
    [
      "the first without a scope, not one whose scope names nothing away",
      "X-1",
      { [FIRST]: scope([]) },
      FIRST,
    ],
    [
      "the first when all have another scope",
      "X-1",
      { [FIRST]: wh, [SECOND]: lt, [THIRD]: lt },
      FIRST,
    ],
    ["the first when no scope is set", "X-1", {}, FIRST],
    [
      "none of those that are not in use",
      "WH-1",
      { "19:gone@thread.tacv2": wh },
      FIRST,
    ],
  ])("is %s", (_what, name, channelScopes, expected) => {
    expect(channelOf(device(name), channels, { channelScopes })?.id).toBe(
      expected,
    );
  });

  it("is none where no channel is in use", () => {
    expect(channelOf(device("X"), [], { channelScopes: {} })).toBeNull();
  });
});

describe("what a channel gets", () => {
  const ids = [FIRST, SECOND, THIRD];
  it.each([
    ["everything", FIRST, {}],
    ["nothing", SECOND, {}],
    ["its scope", SECOND, { [SECOND]: wh }],
    ["the rest", FIRST, { [SECOND]: wh }],
    ["the rest", SECOND, { [FIRST]: wh }],
    ["nothing", THIRD, { [FIRST]: wh }],
  ] as const)("is %s", (share, id, scopes) => {
    expect(shareOf(id, ids, scopes)).toBe(share);
  });
});
