import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import { join } from "node:path";
import { createDeviceCertificateFor } from "../simulator/certificates.ts";
import { preparePowerShell } from "../support/powershell.ts";
import {
  type Answer,
  cachedUpn,
  enrolledAs,
  ENROLLMENTS,
  type Ran,
  type Receiver,
  runOnDevice,
  startReceiver,
  type Windows,
} from "./device.ts";
import {
  linkedPair,
  type Logon,
  logonEvent,
  noise,
  otherEvent,
  unlockTwins,
  type WindowsEvent,
} from "./windowsEvents.ts";

const SCRIPT = join(
  import.meta.dirname,
  "../../infra/devices/Send-LogonReport.ps1",
);
const DEVICE = "3f1b7a52-0000-4000-8000-00000000aaaa";

const powershell = await preparePowerShell();
const describeWithPowerShell = powershell.missing
  ? (name: string, tests: () => void) =>
      describe.skip(`${name} (skipped: ${powershell.missing})`, tests)
  : describe;

const certificate = createDeviceCertificateFor(
  "3f1b7a52-0000-4000-8000-00000000bbbb",
);

let answers: Answer[];
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver(() => answers.shift() ?? { status: 202 });
});
beforeEach(() => {
  answers = [];
});
afterEach(() => {
  receiver.posted.length = 0;
});
afterAll(() => receiver.close());

interface Report {
  readonly Version: number;
  readonly ManagedDeviceID: string;
  readonly LogFrom: string;
  readonly Unattributed: number;
  readonly Users: readonly {
    readonly Sid: string;
    readonly Upn?: string;
    readonly Name?: string;
    readonly Domain?: string;
    readonly Sessions: number;
    readonly Days: readonly string[];
  }[];
}

interface Device {
  readonly events?: readonly WindowsEvent[];
  readonly registry?: Windows["registry"];
  readonly arguments?: readonly string[];
  readonly timeZone?: string;
}

/** Runs the script, and reads what it posted last. */
async function report(device: Device): Promise<{ ran: Ran; report: Report }> {
  const ran = await runOnDevice(
    powershell.command ?? "",
    SCRIPT,
    {
      computerName: "PC-17",
      events: device.events ?? [],
      registry: device.registry ?? enrolledAs(DEVICE),
      certificates: [certificate],
    },
    device.arguments ?? ["-Address", `${receiver.url}/api/logons`],
    { ...receiver.environment, TZ: device.timeZone ?? "UTC" },
  );
  const last = receiver.posted.at(-1);
  const body = last ? last.body.toString("utf8") : "null";
  return { ran, report: JSON.parse(body) as Report };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** So many days ago, at this time in UTC. */
function ago(days: number, time = "10:00:00.000"): Date {
  const day = new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
  return new Date(`${day}T${time}Z`);
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

const ANA = {
  sid: "S-1-12-1-1111111111-1222222222-3333333333-444444444",
  name: "ana@contoso.com",
  domain: "AzureAD",
};
const BEN = {
  sid: "S-1-5-21-1004336348-1177238915-682003330-1104",
  name: "bfischer",
  domain: "CONTOSO",
};
const ADMINISTRATOR = {
  sid: "S-1-5-21-1004336348-1177238915-682003330-9001",
  name: "adm-carla",
  domain: "CONTOSO",
};

const atScreen = (
  who: Pick<Logon, "sid" | "name" | "domain">,
  at: Date,
  more: Partial<Logon> = {},
): Logon => ({ ...who, at, type: 2, process: "User32", ...more });

describeWithPowerShell("what a device counts", () => {
  it("is a session at the screen, in every version of the event", async () => {
    const { ran, report: body } = await report({
      events: [0, 1, 2, 3].map((version) =>
        logonEvent(atScreen(ANA, ago(1 + version), { version })),
      ),
    });

    expect(ran.code).toBe(0);
    expect(body.Users).toEqual([
      {
        Sid: ANA.sid,
        Upn: "ana@contoso.com",
        Sessions: 4,
        Days: [4, 3, 2, 1].map((days) => dayOf(ago(days))),
      },
    ]);
  });

  it("is each session once, however many events it makes, and nothing that nobody began", async () => {
    const { ran, report: body } = await report({
      events: [
        otherEvent(ago(20)),
        ...[0, 1, 2, 3].flatMap((day) => noise(ago(day, "00:05:00.000"))),
        // An administrator of the device, in both versions of the event that a client writes.
        ...linkedPair(atScreen(ANA, ago(1), { version: 2 })),
        ...linkedPair(atScreen(ANA, ago(2), { version: 3 })),
        // Two real ones within minutes.
        logonEvent(atScreen(ANA, ago(3, "08:00:00.000"))),
        logonEvent(atScreen(ANA, ago(3, "08:04:00.000"), { type: 10 })),
        // Unlocked twice; once with a logon screen behind both halves.
        ...unlockTwins(atScreen(BEN, ago(1))),
        ...unlockTwins(atScreen(BEN, ago(2)), "User32"),
        // Set up by hand: the first logon is two sessions of two logon screens.
        logonEvent(atScreen(BEN, ago(5), { process: "OOBE" })),
        // Prompts filled in by an administrator, whatever answers; runas; one that names who called.
        ...Array.from({ length: 13 }, (_, minute) =>
          logonEvent(
            atScreen(ADMINISTRATOR, ago(1, `11:${10 + minute}:00.000`), {
              type: minute % 2 ? 2 : 11,
              process: "CredPro",
              program: "C:\\Windows\\System32\\consent.exe",
            }),
          ),
        ),
        logonEvent(atScreen(ADMINISTRATOR, ago(1), { process: "seclogo" })),
        logonEvent(atScreen(BEN, ago(9), { type: 9, process: "seclogo" })),
        logonEvent(atScreen(BEN, ago(9), { type: 3, process: "NtLmSsp" })),
        // The account of Windows' own setup.
        logonEvent(
          atScreen(
            {
              sid: "S-1-5-21-1-2-3-1000",
              name: "defaultuser0",
              domain: "PC-17",
            },
            ago(6),
          ),
        ),
      ],
      registry: {
        ...enrolledAs(DEVICE),
        ...cachedUpn(BEN.sid, "Ben.Fischer@Contoso.com"),
      },
    });

    expect(ran.code).toBe(0);
    expect(body).toEqual({
      Version: 2,
      ManagedDeviceID: DEVICE,
      LogFrom: ago(20).toISOString().replace(".000Z", "Z"),
      Unattributed: 0,
      Users: [
        {
          Sid: ANA.sid,
          Upn: "ana@contoso.com",
          Sessions: 4,
          Days: [3, 2, 1].map((days) => dayOf(ago(days))),
        },
        {
          Sid: BEN.sid,
          Upn: "ben.fischer@contoso.com",
          Sessions: 3,
          Days: [5, 2, 1].map((days) => dayOf(ago(days))),
        },
      ],
    });
    expect(ran.lines.at(-1)).toBe(
      "0 logons of the last 7 days could not be attributed to anybody.",
    );
  });

  it("is days as far back as twelve weeks, and sessions of the last seven alone", async () => {
    const { report: body } = await report({
      events: [
        otherEvent(ago(300)),
        ...[90, 84, 83, 40, 7, 6, 0].map((days) =>
          logonEvent(atScreen(ANA, ago(days, "00:00:00.000"))),
        ),
        // A clock that was wrong.
        logonEvent(atScreen(ANA, ago(-2))),
      ],
    });

    expect(body.LogFrom).toBe(ago(300).toISOString().replace(".000Z", "Z"));
    expect(body.Users).toEqual([
      {
        Sid: ANA.sid,
        Upn: "ana@contoso.com",
        Sessions: 2,
        Days: [83, 40, 7, 6, 0].map((days) => dayOf(ago(days, "00:00:00.000"))),
      },
    ]);
  });

  it.each(["Pacific/Auckland", "America/Los_Angeles"])(
    "is days of the device's own calendar, in %s",
    async (timeZone) => {
      const at = ago(3, "11:30:00.000");
      const { report: body } = await report({
        events: [
          logonEvent(atScreen(ANA, at)),
          logonEvent(atScreen(ANA, new Date(at.getTime() + DAY_MS / 2))),
        ],
        timeZone,
      });

      const format = new Intl.DateTimeFormat("sv", { timeZone });
      expect(body.Users[0]?.Days).toEqual([
        ...new Set([
          format.format(at),
          format.format(at.getTime() + DAY_MS / 2),
        ]),
      ]);
    },
  );

  it("is whom it cannot name, too, by the SID, and says how many nobody can be told for", async () => {
    const local = {
      sid: "S-1-5-21-7-8-9-500",
      name: "Administrator",
      domain: "PC-17",
    };
    const unreadable = { sid: "S-1-0-0", name: "-", domain: "-" };
    const { ran, report: body } = await report({
      events: [
        logonEvent(atScreen(BEN, ago(1))),
        logonEvent(atScreen(BEN, ago(2))),
        logonEvent(atScreen(local, ago(2))),
        logonEvent(atScreen(unreadable, ago(2))),
        logonEvent(atScreen(unreadable, ago(3))),
      ],
    });

    expect(body.Unattributed).toBe(2);
    expect(body.Users).toEqual([
      {
        Sid: BEN.sid,
        Name: "bfischer",
        Domain: "CONTOSO",
        Sessions: 2,
        Days: [dayOf(ago(2)), dayOf(ago(1))],
      },
      {
        Sid: local.sid,
        Name: "Administrator",
        Domain: "PC-17",
        Sessions: 1,
        Days: [dayOf(ago(2))],
      },
    ]);
    expect(ran.lines.at(-1)).toBe(
      "3 logons of the last 7 days could not be attributed to anybody.",
    );
  });

  it("tells of those of other domains by SID alone where it is told whom to name", async () => {
    const { report: body } = await report({
      events: [
        logonEvent(atScreen(ANA, ago(1))),
        logonEvent(
          atScreen(
            { ...ANA, sid: `${ANA.sid}5`, name: "x@notcontoso.com" },
            ago(1),
          ),
        ),
        logonEvent(atScreen(BEN, ago(1))),
      ],
      arguments: [
        "-Address",
        `${receiver.url}/api/logons`,
        "-Suffix",
        "contoso.com",
      ],
    });

    const days = [dayOf(ago(1))];
    expect(body.Users).toEqual([
      { Sid: ANA.sid, Upn: "ana@contoso.com", Sessions: 1, Days: days },
      { Sid: `${ANA.sid}5`, Sessions: 1, Days: days },
      {
        Sid: BEN.sid,
        Name: "bfischer",
        Domain: "CONTOSO",
        Sessions: 1,
        Days: days,
      },
    ]);
  });

  it("is nobody where the log is empty", async () => {
    const { ran, report: body } = await report({});

    expect(ran.code).toBe(0);
    expect(body).toMatchObject({ Version: 2, Unattributed: 0, Users: [] });
  });

  it("fits a report, however many people it had: those of the fewest days give way", async () => {
    const people = Array.from({ length: 75 }, (_, i) => ({
      sid: `S-1-5-21-1004336348-1177238915-682003330-${2000 + i}`,
      name: `person${i}`,
      domain: "CONTOSO",
    }));
    const { report: body } = await report({
      events: people.flatMap((who, i) =>
        Array.from({ length: 60 + (i % 20) }, (_, days) =>
          logonEvent(atScreen(who, ago(days))),
        ),
      ),
    });

    expect(receiver.posted[0]?.body.length).toBeLessThanOrEqual(64 * 1024);
    const days = body.Users.map(({ Days }) => Days.length);
    expect(days.length).toBeGreaterThan(40);
    expect(Math.max(...days)).toBe(79);
    const gone = people.length - days.length;
    expect(body.Unattributed).toBe(gone * 7);
    expect(Math.min(...days)).toBeGreaterThan(60);
  });
});

describeWithPowerShell("a device that reports", () => {
  it("names its present enrolment first, and the next where Intune knows the device by that", async () => {
    const other = "0a0a0a0a-0000-4000-8000-00000000cccc";
    const old = `${ENROLLMENTS}\\00000000-AAAA-4222-8333-444455556666`;
    const present = `${ENROLLMENTS}\\99999999-AAAA-4222-8333-444455556666`;
    const server = "DMClient\\MS DM Server";
    answers = [{ status: 403 }, { status: 202 }];

    const { ran } = await report({
      registry: {
        [`${old}\\${server}`]: { EntDMID: other },
        [`${present}\\${server}`]: { EntDMID: DEVICE },
        [present]: { ProviderID: "MS DM Server" },
        [`${ENROLLMENTS}\\77777777-AAAA-4222-8333-444455556666\\${server}`]: {
          EntDMID: "not an id",
        },
      },
    });

    expect(ran.code).toBe(0);
    const named = receiver.posted.map(({ body }) => {
      const { ManagedDeviceID } = JSON.parse(body.toString()) as Report;
      return ManagedDeviceID;
    });
    expect(named).toEqual([DEVICE, other]);
  });

  it("tries again, signed anew, when it is asked to come back", async () => {
    answers = [{ status: 503, headers: { "retry-after": "2" } }];

    const { ran } = await report({});

    expect(ran.code).toBe(0);
    const nonces = receiver.posted.map(
      ({ headers }) => headers["x-custodian-nonce"],
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it("says why not, and ends with 1, when it is refused", async () => {
    answers = [{ status: 401 }];

    const { ran } = await report({});

    expect(ran.code).toBe(1);
    expect(ran.lines.at(-1)).toMatch(/^Not reported: .*401/);
    expect(receiver.posted).toHaveLength(1);
  });

  it.each([
    ["without an enrolment", {}, undefined, /not enrolled with Intune/],
    ["without an address", enrolledAs(DEVICE), [], /device-script/],
    [
      "with an address that is not https",
      enrolledAs(DEVICE),
      ["-Address", "http://custodian.contoso.com/api/logons"],
      /https/,
    ],
  ])(
    "posts nothing %s, and says so",
    async (_name, registry, more, sentence) => {
      const { ran } = await report({
        registry,
        ...(more ? { arguments: more } : {}),
      });

      expect(ran.code).toBe(1);
      expect(ran.lines.at(-1)).toMatch(sentence);
      expect(receiver.posted).toEqual([]);
    },
  );
});
