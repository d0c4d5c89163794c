import { describe, expect, it } from "@jest/globals";
import { readAttachments } from "../../../bot/text/readAttachments.ts";
import { piecesOfSuperlinearWork } from "../../support/growth.ts";

const ID = "5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17";
const read = (...contents: unknown[]) =>
  readAttachments(contents.map((content) => ({ content })));

describe("The names in", () => {
  it.each<[string, unknown]>([
    [
      "an Adaptive Card",
      { type: "AdaptiveCard", body: [{ type: "TextBlock", text: "LT-1" }] },
    ],
    ["the same as JSON", JSON.stringify({ body: [{ text: "LT-1" }] })],
    ["the JSON of its JSON", JSON.stringify(JSON.stringify({ text: "LT-1" }))],
    [
      "facts",
      {
        body: [
          { type: "FactSet", facts: [{ title: "Device", value: "LT-1" }] },
        ],
      },
    ],
    [
      "nested containers",
      {
        body: [
          {
            type: "Container",
            items: [
              {
                type: "ColumnSet",
                columns: [{ items: [{ inlines: ["x", { text: "LT-1" }] }] }],
              },
            ],
          },
        ],
      },
    ],
    [
      "a table",
      { body: [{ rows: [{ cells: [{ items: [{ text: "LT-1" }] }] }] }] },
    ],
    ["text runs", { body: [{ inlines: ["LT-1"] }] }],
    [
      "a connector card",
      {
        title: "Alert",
        sections: [{ facts: [{ name: "Host", value: "LT-1" }] }],
      },
    ],
    ["its HTML", { sections: [{ activityTitle: "<b>LT-1</b> is slow" }] }],
    ["a code snippet", { language: "text", lines: ["ping", "LT-1"] }],
    [
      "a quoted message",
      JSON.stringify({ messageId: "1", messagePreview: "LT-1" }),
    ],
    [
      "a message that was passed on",
      JSON.stringify({ originalMessageContent: "<p>LT-1</p>" }),
    ],
    ["HTML", "<p>LT-1</p>"],
    ["a hero card", { subtitle: "LT-1" }],
  ])("%s are read", (_what, content) => {
    expect(read(content).text).toMatch(/(^|\W)LT-1(\W|$)/);
  });

  it("a link into Intune are the id of its device", () => {
    const url = `https://intune.microsoft.com/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${ID}`;
    expect(read({ actions: [{ type: "Action.OpenUrl", url }] }).text).toBe(ID);
    expect(read({ url: "https://example.com/LT-1" }).text).toBe("");
  });

  it("several attachments come in their order, a line each", () => {
    expect(read({ text: "a", title: "b" }, { lines: ["c", "<d>"] })).toEqual({
      text: "a\nb\nc\n<d>",
      isWhole: true,
    });
  });
});

describe("What is no card", () => {
  it.each([
    undefined,
    null,
    "x",
    7,
    {},
    [null, 7, "x", [], {}, { content: null }, { content: 7 }],
    [{ content: "{" }, { content: '{"text":7}' }],
  ])("names nothing: %j", (attachments) => {
    expect(
      readAttachments(attachments)
        .text.replace(/[{"\ufffd]/g, "")
        .trim(),
    ).toBe("");
  });

  it("is read so far as a card goes", () => {
    const deep = (levels: number, inside: string) =>
      `${'{"items":['.repeat(levels)}${inside}${"]}".repeat(levels)}`;
    expect(read(deep(20, '{"text":"LT-1"}'))).toEqual({
      text: "LT-1",
      isWhole: true,
    });
    expect(read(deep(30, '{"text":"LT-1"}'))).toEqual({
      text: "",
      isWhole: false,
    });
    expect(read("[".repeat(100_000)).isWhole).toBe(true);
    const many = read({
      body: Array.from({ length: 50_000 }, () => ({ text: "x" })),
    });
    expect(many.isWhole).toBe(false);
    expect(many.text.length).toBeLessThan(60_000);
    const long = read(
      ...Array.from({ length: 50 }, () => ({ text: "x".repeat(20_000) })),
    );
    expect(long.isWhole).toBe(false);
    expect(long.text.length).toBeLessThan(60_000);
  });

  it("takes work that grows with it", () => {
    expect(
      piecesOfSuperlinearWork(['{"a":', "[", '{"text":"', "<a"], 100_000, read),
    ).toEqual([]);
  });
});
