import { describe, expect, it } from "@jest/globals";
import {
  readCommandLines,
  readCommandText,
  withoutSignature,
} from "../../../bot/text/commandText.ts";
import { nearestCommand } from "../../../bot/text/nearestCommand.ts";
import { readQuoted } from "../../../bot/text/teamsMarkup.ts";
import { piecesOfSuperlinearWork } from "../../support/growth.ts";

const recipient = { id: "28:bot", name: "Custodian" };
const bot = {
  type: "mention",
  text: "<at>Custodian</at>",
  mentioned: { id: "28:bot", name: "Custodian" },
};
const read = (text: string) =>
  readCommandText({ text, entities: [bot], recipient });

describe("What a person typed is read without", () => {
  it.each([
    ["a mention", "<at>Custodian</at> who LT-1"],
    ["a mention with a number", '<at id="0">Custodian</at> who LT-1'],
    ["a quoted message", '<quoted messageId="1700000000000"/> who LT-1'],
    ["one with a blank", '<quoted messageId="1700000000000" /> who LT-1'],
    ["one with its words", '<quoted messageId="1">who LT-9</quoted>who LT-1'],
    [
      "one alone and one with its words",
      '<quoted messageId="1"/>who LT-1<quoted messageId="2">LT-9</quoted>',
    ],
    ["several", '<quoted messageId="1"/><quoted messageId="2"/>who LT-1'],
    [
      "one before a mention",
      '<quoted messageId="1"/>&nbsp;<at>Custodian</at> who LT-1',
    ],
    [
      "one after a mention",
      '<at>Custodian</at> <quoted messageId="1"/> who LT-1',
    ],
    [
      "a quotation of an older client",
      '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="17"><p>who LT-9</p></blockquote><p>who LT-1</p>',
    ],
    [
      "one of a still older one",
      '<quote authorname="Ana"><legacyquote>[1] Ana: </legacyquote>LT-9</quote>who LT-1',
    ],
    [
      "the place of an attachment",
      '<attachment id="5b0c"></attachment>who LT-1',
    ],
    ["the same without an end", 'who LT-1<attachment id="5b0c">'],
    ["paragraphs", "<div><p>who LT-1</p></div>"],
    ["line breaks", "<br/>who LT-1<br>"],
    ["spans", "<span style='x'>who</span> LT-1"],
    ["entities", "who&nbsp;LT&#45;1"],
    ["odd blanks", "\u200b who \u00a0 LT-1\r\n"],
  ])("%s", (_what, text) => {
    expect(read(text)).toBe("who LT-1");
  });

  it.each([
    [
      "a tag that was typed",
      "who &lt;quoted messageId=1/&gt;",
      "who <quoted messageId=1/>",
    ],
    ["another tag", "who <b>hi</b>", "who <b>hi</b>"],
    [
      "a quotation of one's own",
      "<blockquote>LT-1</blockquote>",
      "<blockquote>LT-1</blockquote>",
    ],
    ["a tag that has no end", "who <quoted LT-1", "who <quoted LT-1"],
  ])("but with %s", (_what, text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it("and its lines stay apart", () => {
    const text = "<p>who</p><p>LT-1</p>LT-2<br>LT-3\n\nMegan";
    expect(
      readCommandLines({ text, recipient }).filter((line) => line !== ""),
    ).toEqual(["who", "LT-1", "LT-2", "LT-3", "Megan"]);
  });

  it("and read with work that grows with the text, whatever it is", () => {
    const pieces = [
      "<quoted ",
      "<quoted>",
      "<attachment>",
      "</quoted>",
      "<at>",
      "<blockquote ",
      "<p>",
    ];
    expect(piecesOfSuperlinearWork(pieces, 28 * 1024, read)).toEqual([]);
  });
});

describe("A message that is answered to", () => {
  const quoted = (more: object) =>
    readQuoted({
      text: "who?",
      recipient,
      conversation: { id: "a:chat" },
      ...more,
    } as Parameters<typeof readQuoted>[0]);

  it.each([
    ["a tag", { text: '<quoted messageId="17"/> who?' }],
    [
      "an entity",
      { entities: [{ type: "quotedReply", quotedReply: { messageId: "17" } }] },
    ],
    [
      "the HTML beside the text",
      {
        attachments: [
          {
            contentType: "text/html",
            content:
              '<blockquote itemtype="http://schema.skype.com/Reply" itemid="17">LT-1</blockquote>',
          },
        ],
      },
    ],
    ["what Teams says", { replyToId: "17" }],
    ["its thread", { conversation: { id: "19:x@thread.tacv2;messageid=17" } }],
  ])("is known by %s", (_what, more) => {
    expect(quoted(more).messageIds).toEqual(["17"]);
  });

  it("is shown in part, and its words are kept for that", () => {
    expect(
      quoted({ text: '<quoted messageId="1">LT-1 is slow</quoted> who?' }).text,
    ).toBe("LT-1 is slow");
    expect(
      quoted({
        entities: [
          {
            type: "quotedReply",
            quotedReply: { messageId: 7, preview: "LT-2" },
          },
          { type: "quotedReply", quotedReply: null },
        ],
      }),
    ).toEqual({ messageIds: [], text: "LT-2\n" });
    expect(quoted({})).toEqual({ messageIds: [], text: "" });
  });
});

describe("A signature", () => {
  it.each([
    "--",
    "____",
    "Best regards",
    "Kind regards, Megan",
    "Thanks",
    "Thanks!",
    "Cheers,",
    "Viele Grüße",
    "Mit freundlichen Gruessen",
    "MfG",
    "Danke",
    "Sent from my iPhone",
    "Gesendet von Outlook für iOS",
  ])("begins with %j", (line) => {
    expect(withoutSignature(["who LT-1", line, "LT-9"])).toEqual(["who LT-1"]);
  });

  it.each(["LT-2", "lg-0001", "vg1", "Danker-PC", "-- x"])(
    "does not begin with %j",
    (line) => {
      expect(withoutSignature(["who LT-1", line])).toHaveLength(2);
    },
  );
});

describe("The nearest command", () => {
  it.each([
    ["pendign", "pending"],
    ["aprove LT-1", "approve"],
    ["porpose LT-1 ana@contoso.com", "propose"],
    ["ask agian LT-1", "ask again"],
    ["use this chanel", "use this channel"],
    ["hepl", "help"],
    ["devise LT-1", "device"],
  ])("to %j is %s", (text, command) => {
    expect(nearestCommand(text)?.command).toBe(command);
  });

  it.each([
    "make me a coffee",
    "hello",
    "thanks",
    "who can approve this",
    "",
    "a",
  ])("is none to %j", (text) => {
    expect(nearestCommand(text)).toBeNull();
  });
});
