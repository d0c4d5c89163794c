import type { Contoso, Person, SimulatedDevice } from "../simulator/contoso.ts";
import { hostileTexts } from "../support/hostileText.ts";

/** A kind of question that Teams puts for a message extension, a link or a card's field. */
export interface Question {
  /** For the name of a measurement: `devices_exact`. */
  readonly name: string;
  /** Whether Microsoft is asked, so that its delay is part of the answer. */
  readonly asksMicrosoft: boolean;
  /** The `i`th of its kind, of which no two are the same. */
  ask(i: number): readonly [invoke: string, value: unknown];
  /** In the answer of each, without case: what it is about, and not that there was no time for it. */
  readonly says: string | ((i: number) => string);
}

/** One of each, about a tenant that `growContoso` made large. */
export function createQuestions(contoso: Contoso): readonly Question[] {
  const devices = [...contoso.devices.values()].filter(({ deviceName }) =>
    deviceName.startsWith("GR-"),
  );
  const people = [...contoso.people.values()].filter(
    ({ kind, userPrincipalName }) =>
      kind === "employee" && /\.\d{3,}@/.test(userPrincipalName),
  );
  // Far apart, and of each kind's own.
  const device = (i: number, of = 0): SimulatedDevice =>
    some(devices, i * 7_919 + of * 1_013);
  const person = (i: number, of = 0): Person =>
    some(people, i * 7_919 + of * 1_013);
  const number = (i: number): string => device(i, 3).deviceName.slice(3);
  const tag = Date.now().toString(36);
  return [
    known("devices_empty", () => query("searchDevices", "", 0, "initialRun"), {
      says: "composeExtension",
    }),
    known("devices_exact", (i) => searchDevices(device(i).deviceName), {
      says: (i) => device(i).deviceName,
    }),
    known("devices_serial", (i) => searchDevices(device(i).serialNumber), {
      says: (i) => device(i).serialNumber,
    }),
    known(
      "devices_prefix",
      (i) => searchDevices(`gr-${number(i).slice(0, 3)}`),
      {
        says: (i) => `GR-${number(i).slice(0, 3)}`,
      },
    ),
    known("devices_inside", (i) => searchDevices(number(i).slice(2)), {
      says: (i) => number(i).slice(2),
    }),
    known("devices_inside_all", () => searchDevices("r-0"), { says: "GR-0" }),
    known(
      "devices_second_page",
      (i) => query("searchDevices", `gr-${number(i).slice(0, 3)}`, 25),
      { says: (i) => `GR-${number(i).slice(0, 3)}` },
    ),
    live("devices_typo", (i) => searchDevices(`GR-${number(i)}X`), {
      says: "similar name",
    }),
    live("devices_unknown", (i) => searchDevices(`zzqq-${tag}${i}-wwvv`), {
      says: "knows no device",
    }),
    live("devices_hostile", (i) => searchDevices(hostile(i)), {
      says: "composeExtension",
    }),
    known("people_empty", () => query("searchPeople", "", 0, "initialRun"), {
      says: "composeExtension",
    }),
    known("people_exact", (i) => searchPeople(person(i).userPrincipalName), {
      says: (i) => person(i).userPrincipalName,
    }),
    known("people_prefix", (i) => searchPeople(person(i).givenName), {
      says: (i) => person(i).givenName.slice(0, 3),
    }),
    known("people_inside", (i) => searchPeople(person(i).surname.slice(1)), {
      says: (i) => person(i).surname.slice(2),
    }),
    known("people_inside_all", () => searchPeople("@con"), {
      says: "contoso.com",
    }),
    known(
      "people_second_page",
      (i) => query("searchPeople", person(i).givenName, 25),
      { says: (i) => person(i).givenName.slice(0, 3) },
    ),
    live(
      "people_typo",
      (i) => searchPeople(person(i).userPrincipalName.replace(/.(?=@)/, "$&x")),
      { says: "similar name" },
    ),
    live("people_unknown", (i) => searchPeople(`zzqq.${tag}${i}@wwvv`), {
      says: "knows nobody",
    }),
    live("people_hostile", (i) => searchPeople(hostile(i)), {
      says: "composeExtension",
    }),
    live(
      "choose_device",
      (i) => [
        "composeExtension/selectItem",
        { kind: "device", id: device(i, 5).id },
      ],
      { says: (i) => device(i, 5).serialNumber },
    ),
    live(
      "choose_person",
      (i) => [
        "composeExtension/selectItem",
        { kind: "user", id: person(i, 5).id },
      ],
      { says: (i) => person(i, 5).userPrincipalName },
    ),
    live(
      "link_device",
      (i) => ["composeExtension/queryLink", { url: deviceLink(device(i, 7)) }],
      { says: (i) => device(i, 7).serialNumber },
    ),
    live(
      "link_person",
      (i) => ["composeExtension/queryLink", { url: personLink(person(i, 7)) }],
      { says: (i) => person(i, 7).userPrincipalName },
    ),
    known(
      "propose_form",
      () => [
        "composeExtension/fetchTask",
        { commandId: "proposePrimaryUser", commandContext: "compose" },
      ],
      { says: "Input.ChoiceSet" },
    ),
    live(
      "propose_sent",
      (i) => [
        "composeExtension/submitAction",
        {
          commandId: "proposePrimaryUser",
          commandContext: "compose",
          data: { device: device(i, 11).id, person: person(i, 11).id },
        },
      ],
      // Microsoft was too slow for it: what came of it is told later.
      { says: "checking this" },
    ),
    known(
      "message_devices",
      (i) => [
        "composeExtension/fetchTask",
        {
          commandId: "lookUpInMessage",
          commandContext: "message",
          messagePayload: { body: { content: messageAbout(i) } },
        },
      ],
      { says: (i) => device(i, 13).deviceName },
    ),
    live(
      "message_device",
      (i) => [
        "composeExtension/submitAction",
        {
          commandId: "lookUpInMessage",
          commandContext: "message",
          data: { show: device(i, 13).id, named: device(i, 13).deviceName },
        },
      ],
      { says: (i) => device(i, 13).serialNumber },
    ),
    known("typed_devices", (i) => typed("devices", `gr-${number(i)}`), {
      says: (i) => `GR-${number(i)}`,
    }),
    known("typed_people", (i) => typed("people", person(i).surname), {
      says: (i) => person(i).surname.slice(0, 3),
    }),
    known("typed_nothing", () => typed("devices", ""), { says: "results" }),
  ];

  /** A long one, with as many words as are looked up that may be devices. */
  function messageAbout(i: number): string {
    const words = Array.from(
      { length: 200 },
      (_, n) =>
        `<p>word in the room &amp; ${n % 12 === 0 ? `B${n}-${i}` : n}</p>`,
    );
    const { deviceName } = device(i, 13);
    const { serialNumber } = device(i, 17);
    return `<div>${words.join("")}<p>${deviceName} or ${serialNumber}?</p></div>`;
  }
}

type Ask = Question["ask"];
type Says = Pick<Question, "says">;

function known(name: string, ask: Ask, { says }: Says): Question {
  return { name, ask, says, asksMicrosoft: false };
}

function live(name: string, ask: Ask, { says }: Says): Question {
  return { name, ask, says, asksMicrosoft: true };
}

function searchDevices(text: string): ReturnType<Ask> {
  return query("searchDevices", text);
}

function searchPeople(text: string): ReturnType<Ask> {
  return query("searchPeople", text);
}

function query(
  commandId: string,
  text: string,
  skip = 0,
  parameter = "query",
): ReturnType<Ask> {
  return [
    "composeExtension/query",
    {
      commandId,
      parameters: [{ name: parameter, value: text }],
      queryOptions: { skip, count: 25 },
    },
  ];
}

function typed(dataset: string, queryText: string): ReturnType<Ask> {
  return [
    "application/search",
    { kind: "search", dataset, queryText, queryOptions: { skip: 0, top: 15 } },
  ];
}

function deviceLink({ id }: SimulatedDevice): string {
  return `https://intune.microsoft.com/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${id}`;
}

function personLink({ id }: Person): string {
  return `https://intune.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${id}`;
}

/** Another one each time round, or a miss would be remembered. */
function hostile(i: number): string {
  return `${some(hostileTexts, i)} ${i}`;
}

function some<T>(all: readonly T[], i: number): T {
  const one = all[i % all.length];
  if (one === undefined) throw new Error("There is none to ask about");
  return one;
}
