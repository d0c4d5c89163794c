import { describe, expect, it } from "@jest/globals";
import {
  deviceReadings,
  personReadings,
} from "../../../src/domain/lookups/readings.ts";
import { foldText } from "../../../src/domain/matching/foldText.ts";
import { piecesOfSuperlinearWork } from "../../support/growth.ts";
import { hostileTexts } from "../../support/hostileText.ts";

const ID = "5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17";

const namesOf = (readings: ReturnType<typeof deviceReadings>) =>
  readings.all.map(({ name }) => foldText(name));

describe("A device's name is found in", () => {
  it.each([
    '"LT-0001"',
    "'LT-0001'",
    "“LT-0001”",
    "„LT-0001“",
    "‚LT-0001‘",
    "«LT-0001»",
    "`LT-0001`",
    "(LT-0001)",
    "[LT-0001]",
    "{LT-0001}",
    "<LT-0001>",
    '["LT-0001"]',
    "**LT-0001**",
    "_LT-0001_",
    "~~LT-0001~~",
    "| LT-0001 |",
    "- LT-0001",
    "• LT-0001",
    "# LT-0001",
    "LT-0001.",
    "LT-0001,",
    "LT-0001;",
    "LT-0001:",
    "LT-0001?!",
    "LT-0001…",
    '"LT-0001",',
    "(LT-0001).",
    "LT\u20110001",
    "LT\u20130001",
    "LT\u00AD-0001",
    "LT-\u200B0001\uFEFF",
    "\u202ALT-0001\u202C",
    "\u00A0LT-0001\u00A0",
    "ＬＴ－０００１",
    "SN: LT-0001",
    "SN LT-0001",
    "S/N LT-0001",
    "S/N: LT-0001",
    "serial LT-0001",
    "Serial number: LT-0001",
    "Serial No. LT-0001",
    "Seriennummer: LT-0001",
    "Service Tag: LT-0001",
    "Hostname: LT-0001",
    "hostname LT-0001",
    "Device name: LT-0001",
    "deviceName=LT-0001",
    "Computername: LT-0001",
    "Gerät: LT-0001",
    "Name: LT-0001",
    "CONTOSO\\LT-0001",
    "CONTOSO\\LT-0001$",
    "LT-0001$",
    "\\\\LT-0001",
    "\\\\LT-0001\\C$",
    "\\\\LT-0001.contoso.com\\share",
    "LT-0001.contoso.com",
    "lt-0001.corp.contoso.com.",
    "https://LT-0001.contoso.com:8443/x",
    "rdp://LT-0001",
    "LT-0001:3389",
    "HOST/LT-0001.contoso.com",
    "TERMSRV/LT-0001",
    "CN=LT-0001,OU=Devices,DC=contoso,DC=com",
    "LT-0001 (ThinkPad X1)",
    "LT-0001 [5CG1]",
    "<at>Custodian</at> LT-0001",
  ])("%j", (text) => {
    expect(namesOf(deviceReadings(text))).toContain("lt-0001");
  });

  it.each([
    `{${ID}}`,
    ID.replaceAll("-", ""),
    `urn:uuid:${ID}`,
    `Intune ID: ${ID}`,
    `https://intune.microsoft.com/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${ID}`,
  ])("as an id in %j", (text) => {
    expect(namesOf(deviceReadings(text))).toContain(ID);
  });

  it("as it was typed first, so that a name with such signs in it wins", () => {
    for (const text of [
      '"LT-0001"',
      "[LT-0001]",
      "LT-0001.contoso.com",
      "LT-0001.",
      "SN: LT-0001",
      "**bold**",
    ])
      expect(deviceReadings(text).all[0]?.name).toBe(text);
  });

  it("cut out of a domain name only as a whole one", () => {
    expect(deviceReadings("LT-0001.contoso.com").all).toEqual([
      { name: "LT-0001.contoso.com", onlyWhole: false },
      { name: "LT-0001", onlyWhole: true },
    ]);
    expect(namesOf(deviceReadings("10.0.0.7"))).toEqual(["10.0.0.7"]);
  });

  it("with at most three names to ask Microsoft for, the typed one first unless it was quoted", () => {
    expect(deviceReadings("NB-1'").asked).toEqual(["NB-1'", "NB-1"]);
    expect(deviceReadings("'NB-1'").asked).toEqual(["NB-1"]);
    expect(deviceReadings("LT-1.contoso.com").asked).toEqual([
      "LT-1.contoso.com",
      "LT-1",
    ]);
    expect(deviceReadings("LT\u20111").asked).toEqual(["LT\u20111", "LT-1"]);
    expect(
      deviceReadings("S/N: (CONTOSO\\LT-1.contoso.com$).").asked,
    ).toHaveLength(3);
    expect(deviceReadings(" \u200B").all).toEqual([]);
  });
});

describe("A person is found in", () => {
  it.each([
    "megan@contoso.com",
    "<megan@contoso.com>",
    "Megan Bowen <megan@contoso.com>",
    '"Bowen, Megan" <megan@contoso.com>;',
    "mailto:megan@contoso.com",
    "mailto:megan@contoso.com?subject=LT-1",
    "[megan@contoso.com](mailto:megan@contoso.com)",
    "SMTP:megan@contoso.com",
    "sip:megan@contoso.com",
    "UPN: megan@contoso.com",
    "From: Megan Bowen <megan@contoso.com>",
    "Von: megan@contoso.com",
    "i:0#.f|membership|megan@contoso.com",
    "megan@contoso.com.",
    "(megan@contoso.com)",
    "“megan@contoso.com”",
    "megan\u200B@contoso.com",
    "Megan Bowen (megan@contoso.com)",
    "https://teams.microsoft.com/l/chat/0/0?users=megan%40contoso.com",
  ])("%j", (text) => {
    expect(namesOf(personReadings(text))).toContain("megan@contoso.com");
  });

  it.each([
    "Megan Bowen (IT)",
    "Megan Bowen | Contoso",
    "@Megan Bowen",
    "CN=Megan Bowen,OU=People,DC=contoso",
    "„Megan Bowen“",
    "Benutzer: Megan Bowen",
  ])("by their name %j", (text) => {
    expect(namesOf(personReadings(text))).toContain("megan bowen");
  });

  it("by the name of an account, which nearly always begins their UPN", () => {
    expect(personReadings("CONTOSO\\megan").all.slice(1)).toEqual([
      { name: "megan", onlyWhole: true },
      { name: "megan@", onlyWhole: false },
    ]);
  });

  it("by an id in a link or a chat's name for them", () => {
    expect(namesOf(personReadings(`8:orgid:${ID}`))).toContain(ID);
  });

  it("by none of two addresses", () => {
    const text = "ana@contoso.com, ben@contoso.com";
    expect(namesOf(personReadings(text))).toEqual([text]);
  });
});

it("What is pasted is read with work that grows with the little that is read of it", () => {
  const pieces = ["(", "<a@", "a@b ", "\\", "cn=", '"', "a.", ...hostileTexts];
  for (const read of [deviceReadings, personReadings]) {
    expect(piecesOfSuperlinearWork(pieces, 800, read)).toEqual([]);
    for (const text of hostileTexts) expect(() => read(text)).not.toThrow();
  }
});
