/** An event of the Security log as the stand-in of Windows wants it: its fields by name, in the event's order. */
export interface WindowsEvent {
  readonly id: number;
  readonly version: number;
  /** ISO. */
  readonly at: string;
  readonly fields: readonly (readonly [string, string | number])[];
}

export interface Logon {
  readonly at: Date;
  readonly sid: string;
  readonly name: string;
  readonly domain: string;
  readonly type: number;
  readonly process: string;
  readonly program?: string;
  readonly id?: number;
  readonly linkedId?: number;
  readonly elevated?: boolean;
  /** Of the event, 0 to 3. */
  readonly version?: number;
}

let nextId = 0x41000;

/** A successful logon, event 4624, with the fields its version has. */
export function logonEvent(logon: Logon): WindowsEvent {
  const { at, version = 2, id = (nextId += 0x40) } = logon;
  const fields: [string, string | number][] = [
    ["SubjectUserSid", "S-1-5-18"],
    ["SubjectUserName", "PC-17$"],
    ["SubjectDomainName", "CONTOSO"],
    ["SubjectLogonId", 0x3e7],
    ["TargetUserSid", logon.sid],
    ["TargetUserName", logon.name],
    ["TargetDomainName", logon.domain],
    ["TargetLogonId", id],
    ["LogonType", logon.type],
    // Windows writes a blank behind some of these names.
    ["LogonProcessName", `${logon.process} `],
    ["AuthenticationPackageName", "Negotiate"],
    ["WorkstationName", "PC-17"],
    ["LogonGuid", "{00000000-0000-0000-0000-000000000000}"],
    ["TransmittedServices", "-"],
    ["LmPackageName", "-"],
    ["KeyLength", 0],
    ["ProcessId", 0x5a8],
    ["ProcessName", logon.program ?? "C:\\Windows\\System32\\svchost.exe"],
    ["IpAddress", "127.0.0.1"],
    ["IpPort", "0"],
  ];
  if (version >= 1) fields.push(["ImpersonationLevel", "%%1833"]);
  if (version >= 2) {
    fields.push(["RestrictedAdminMode", "-"]);
    if (version >= 3) fields.push(["RemoteCredentialGuard", "-"]);
    fields.push(
      ["TargetOutboundUserName", "-"],
      ["TargetOutboundDomainName", "-"],
      ["VirtualAccount", "%%1843"],
      ["TargetLinkedLogonId", logon.linkedId ?? 0],
      ["ElevatedToken", logon.elevated ? "%%1842" : "%%1843"],
    );
  }
  return { id: 4624, version, at: at.toISOString(), fields };
}

/** What a local administrator's logon makes: two events that name each other, some microseconds apart. */
export function linkedPair(logon: Logon): WindowsEvent[] {
  const first = (nextId += 0x40);
  const second = (nextId += 0x40);
  const both = { ...logon, at: logon.at };
  return [
    logonEvent({ ...both, id: first, linkedId: second, elevated: true }),
    logonEvent({ ...both, id: second, linkedId: first }),
  ];
}

/** What unlocking with cached credentials makes: two events, two logons, not linked. */
export function unlockTwins(
  logon: Logon,
  process = "Negotiat",
): WindowsEvent[] {
  const later = new Date(logon.at.getTime() + 180);
  return [
    logonEvent({ ...logon, type: 11, process: "User32" }),
    logonEvent({
      ...logon,
      at: later,
      type: 7,
      process,
      program: "C:\\Windows\\System32\\lsass.exe",
    }),
  ];
}

/** What nobody did: services, the desktop's window manager and fonts, setup, the network, runas. */
export function noise(at: Date): WindowsEvent[] {
  const system = { at, domain: "NT AUTHORITY", process: "Advapi" };
  return [
    ...Array.from({ length: 9 }, () =>
      logonEvent({ ...system, sid: "S-1-5-18", name: "SYSTEM", type: 5 }),
    ),
    ...linkedPair({
      ...system,
      sid: "S-1-5-90-0-1",
      name: "DWM-1",
      domain: "Window Manager",
      type: 2,
    }),
    logonEvent({
      ...system,
      sid: "S-1-5-96-0-1",
      name: "UMFD-1",
      domain: "Font Driver Host",
      type: 2,
    }),
  ];
}

/** Any other event of the log: the oldest one says how far the log reaches. */
export function otherEvent(at: Date): WindowsEvent {
  return { id: 4608, version: 0, at: at.toISOString(), fields: [] };
}
