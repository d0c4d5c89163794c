import { describe, expect, it } from "@jest/globals";
import { asText } from "../../../bot/text/asText.ts";
import {
  parsePropose,
  readCommandText,
  unquote,
} from "../../../bot/text/commandText.ts";

const recipient = { id: "28:bot", name: "Custodian" };
const mention = (id: string, name: string) => ({
  type: "mention",
  text: `<at>${name}</at>`,
  mentioned: { id, name },
});

describe("readCommandText", () => {
  it.each([
    ["without the bot's mention", "<at>Custodian</at> pending\n", "pending"],
    ["with the mention at the end", "pending <at>Custodian</at>", "pending"],
    ["with non-breaking spaces", "use&nbsp;this channel", "use this channel"],
    ["with odd spaces", "  use \t this\u200b\r\nchannel ", "use this channel"],
    ["with entities, once", "audit A&amp;B &amp;lt;", "audit A&B &lt;"],
    ["with numeric entities", "audit &#65;&#x42;", "audit AB"],
    ["with an entity that is none", "audit &bogus; &#0;", "audit &bogus; &#0;"],
    ["with typographic quotes", "audit “Front desk”", 'audit "Front desk"'],
    ["empty", "<at>Custodian</at>", ""],
  ])("reads text %s", (_name, text, expected) => {
    const activity = {
      text,
      entities: [mention("28:bot", "Custodian")],
      recipient,
    };
    expect(readCommandText(activity)).toBe(expected);
  });

  it("takes a person's mention for their name", () => {
    const activity = {
      text: "<at>Custodian</at> propose LT-1 <at>Ana Díaz</at>",
      entities: [mention("28:bot", "Custodian"), mention("29:ana", "Ana Díaz")],
      recipient,
    };
    expect(readCommandText(activity)).toBe('propose LT-1 "Ana Díaz"');
  });

  it("takes a person's mention for their Entra id where Teams tells it, since others may have their name", () => {
    const objectId = "5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17";
    const ana = mention("29:ana", "Ana Díaz");
    const read = (aadObjectId: string) =>
      readCommandText({
        text: "propose LT-1 <at>Ana Díaz</at>",
        entities: [{ ...ana, mentioned: { ...ana.mentioned, aadObjectId } }],
        recipient,
      });
    expect(read(objectId.toUpperCase())).toBe(`propose LT-1 ${objectId}`);
    expect(read("ana")).toBe('propose LT-1 "Ana Díaz"');
  });

  it("takes a name that was copied from a card for the name", () => {
    for (const name of ["**bold**", "<b>hi</b>", "_a_", "&amp;", "`x`", "דנה"])
      expect(
        readCommandText({
          text: `who ${asText(name)}`.replaceAll("&", "&amp;"),
          recipient,
        }),
      ).toBe(`who ${name}`);
  });

  it("does not take text for a mention that Teams did not list", () => {
    const activity = { text: "<at>Custodian</at> help", recipient };
    expect(readCommandText(activity)).toBe("<at>Custodian</at> help");
  });

  it("is not upset by entities that are not what they should be", () => {
    const entities = [
      { type: "mention" },
      { type: "mention", text: 1, mentioned: { id: "28:bot" } },
      { type: "mention", text: "help", mentioned: null },
      { type: "mention", text: "", mentioned: { id: "28:bot" } },
      { type: "clientInfo" },
    ];
    expect(readCommandText({ text: "help", entities, recipient })).toBe("help");
  });
});

describe("parsePropose", () => {
  it.each([
    ["LT-0042 ana@contoso.com", "LT-0042", "ana@contoso.com"],
    ['"Front desk 1" ana@contoso.com', "Front desk 1", "ana@contoso.com"],
    ["Front desk 1 ana@contoso.com", "Front desk 1", "ana@contoso.com"],
    ['LT-0042 "Ana Díaz"', "LT-0042", "Ana Díaz"],
    ['"Front desk 1" Ana Díaz', "Front desk 1", "Ana Díaz"],
    ['"Front desk 1" "Ana Díaz"', "Front desk 1", "Ana Díaz"],
    ["LT-0042 shared", "LT-0042", null],
    ["Front desk 1 Shared", "Front desk 1", null],
    ['"shared" shared', "shared", null],
    ['LT-0042 "shared"', "LT-0042", "shared"],
  ])("reads %s", (messages, device, user) => {
    expect(parsePropose(messages)).toEqual({ device, user });
  });

  it.each([
    ["LT-0042 ana@contoso.com because hers broke", "LT-0042", "hers broke"],
    [
      'Front desk 1 "Ana Díaz" weil "ihres" weg ist',
      "Front desk 1",
      '"ihres" weg ist',
    ],
    ["LT-0042 shared because it is because", "LT-0042", "it is because"],
  ])("reads why after both: %s", (messages, device, why) => {
    expect(parsePropose(messages)).toMatchObject({ device, why });
  });

  it("takes no name for a reason", () => {
    expect(parsePropose('"Just because desk" ana@contoso.com')).toEqual({
      device: "Just because desk",
      user: "ana@contoso.com",
    });
  });

  it.each(["", "LT-0042", '"Front desk 1"', '"" ana', 'LT-0042 ""', "shared"])(
    "does not guess from %p",
    (messages) => {
      expect(parsePropose(messages)).toBeNull();
    },
  );
});

it("unquote takes away one pair of quotes", () => {
  expect(unquote('"Front desk 1"')).toBe("Front desk 1");
  expect(unquote("LT-0042")).toBe("LT-0042");
});
