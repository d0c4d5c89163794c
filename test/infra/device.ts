import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createAuthority,
  createServerCertificate,
  type Certificate,
} from "../simulator/certificates.ts";
import type { WindowsEvent } from "./windowsEvents.ts";

/** What a script finds on a Windows device. */
export interface Windows {
  readonly computerName: string;
  readonly events: readonly WindowsEvent[];
  /** Key → names and values. */
  readonly registry: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly certificates: readonly Certificate[];
}

export const ENROLLMENTS = "HKLM:\\SOFTWARE\\Microsoft\\Enrollments";

/** The registry of a device with this one Intune enrolment among Windows' own. */
export function enrolledAs(managedDeviceId: string): Windows["registry"] {
  const key = `${ENROLLMENTS}\\0E7B9D2C-1111-4222-8333-444455556666`;
  return {
    [`${ENROLLMENTS}\\Context`]: {},
    [`${ENROLLMENTS}\\18DCFFD4-37D6-4BC6-87E0-4266FDBB8E49`]: {
      ProviderID: "Local_Authority",
    },
    [key]: { ProviderID: "MS DM Server" },
    [`${key}\\DMClient\\MS DM Server`]: {
      EntDMID: managedDeviceId.toUpperCase(),
    },
  };
}

/** The registry's name of an account. */
export function cachedUpn(sid: string, upn: string): Windows["registry"] {
  const cache = "HKLM:\\SOFTWARE\\Microsoft\\IdentityStore\\Cache";
  return { [`${cache}\\${sid}\\IdentityCache\\${sid}`]: { UserName: upn } };
}

/** A script that ran. */
export interface Ran {
  readonly code: number | null;
  /** What it wrote, and what went wrong. */
  readonly lines: readonly string[];
}

/** Runs a script in a PowerShell 7 whose parts of Windows are stand-ins. */
export async function runOnDevice(
  powershell: string,
  script: string,
  windows: Windows,
  scriptArguments: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), "custodian-device-"));
  try {
    const certificates = await Promise.all(
      windows.certificates.map(async ({ pem, privateKey }, i) => {
        const file = join(folder, `${i}.pem`);
        const key = privateKey.export({ type: "pkcs8", format: "pem" });
        await writeFile(file, `${pem}\n${String(key)}`);
        return file;
      }),
    );
    const standIn = join(folder, "windows.json");
    await writeFile(standIn, JSON.stringify({ ...windows, certificates }));
    const child = spawn(
      powershell,
      [
        "-NoProfile",
        "-NonInteractive",
        "-File",
        join(import.meta.dirname, "windows.ps1"),
        ...scriptArguments,
      ],
      {
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          TZ: "UTC",
          NO_COLOR: "1",
          STAND_IN: standIn,
          SCRIPT: script,
          ...environment,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    return { code, lines: output.split("\n").filter((line) => line !== "") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What was posted. */
export interface Posted {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where devices report to, over https with an authority of its own. */
export interface Receiver {
  readonly url: string;
  /** Has a PowerShell trust it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly posted: Posted[];
  close(): Promise<void>;
}

export async function startReceiver(
  answer: (posted: Posted) => Answer | Promise<Answer>,
): Promise<Receiver> {
  const folder = await mkdtemp(join(tmpdir(), "custodian-receiver-"));
  const authority = createAuthority("Receiver");
  const { pem, privateKey } = createServerCertificate(authority, "Receiver");
  const trusted = join(folder, "authority.pem");
  await writeFile(trusted, authority.pem);
  const posted: Posted[] = [];
  const key = privateKey.export({ type: "pkcs8", format: "pem" });
  const server: Server = createServer({ cert: pem, key }, (req, res) => {
    const parts: Buffer[] = [];
    req.on("data", (part: Buffer) => parts.push(part));
    req.on("end", () => {
      const { url: path = "", headers } = req;
      const one = { path, headers, body: Buffer.concat(parts) };
      posted.push(one);
      void Promise.resolve(answer(one)).then(({ status, headers }) => {
        res.writeHead(status, headers);
        res.end();
      });
    });
  });
  await new Promise<void>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve()),
  );
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    environment: { SSL_CERT_FILE: trusted },
    posted,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
