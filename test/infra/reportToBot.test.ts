import { describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Device, DeviceId } from "../../src/domain/devices/device.ts";
import { dayOf } from "../../src/domain/evidence/activeDays.ts";
import { systemClock } from "../../src/ports/clock.ts";
import { createIdentityChecks } from "../../src/usecases/reports/identityChecks.ts";
import { receiveReport } from "../../src/usecases/reports/receiveReport.ts";
import { startBot } from "../integration/bot/harness.ts";
import {
  alternativeSecurityKeyOf,
  createDeviceCertificateFor,
} from "../simulator/certificates.ts";
import { preparePowerShell } from "../support/powershell.ts";
import { aUser } from "../support/stagingExamples.ts";
import { openTestStorage, quiet } from "../support/testStorage.ts";
import { cachedUpn, enrolledAs, runOnDevice, startReceiver } from "./device.ts";
import { linkedPair, logonEvent } from "./windowsEvents.ts";

const SCRIPT = join(
  import.meta.dirname,
  "../../infra/devices/Send-LogonReport.ps1",
);
const powershell = await preparePowerShell();

(powershell.missing ? describe.skip : describe)(
  `what a device reports${powershell.missing ? ` (skipped: ${powershell.missing})` : ""}`,
  () => {
    it("is taken by the bot, signed with the device's certificate, and kept by person", async () => {
      const test = await openTestStorage();
      const { storage } = test;
      const deviceId = randomUUID() as DeviceId;
      const entraDeviceId = randomUUID();
      const certificate = createDeviceCertificateFor(entraDeviceId);
      const identityChecks = createIdentityChecks({
        graph: {
          entraDevices: {
            find: () =>
              Promise.resolve({
                deviceId: entraDeviceId,
                accountEnabled: true,
                alternativeSecurityKeys: [
                  alternativeSecurityKeyOf(certificate),
                ],
              }),
          },
        },
        storage,
        clock: systemClock,
      });
      const bot = await startBot({
        onTurn: () => Promise.resolve(),
        custodian: {
          receiveReport: (request) =>
            receiveReport(
              {
                storage,
                graph: {
                  devices: {
                    find: (id: DeviceId) =>
                      Promise.resolve({ id, entraDeviceId } as Device),
                  } as unknown as Parameters<
                    typeof receiveReport
                  >[0]["graph"]["devices"],
                },
                identityChecks,
                authentication: { kind: "device-certificate" },
                clock: systemClock,
                log: quiet,
              },
              request,
            ),
        },
      });
      // Devices report over https, which ends before the bot.
      const receiver = await startReceiver(async ({ path, headers, body }) => {
        const signed = Object.entries(headers).filter(
          (header): header is [string, string] =>
            header[0].startsWith("x-custodian-") &&
            typeof header[1] === "string",
        );
        const { status } = await fetch(`${bot.url}${path}`, {
          method: "POST",
          headers: Object.fromEntries(signed),
          body: new Uint8Array(body),
        });
        return { status };
      });
      try {
        const sid = "S-1-5-21-1004336348-1177238915-682003330-1104";
        const ben = { ...aUser(), onPremisesSid: sid };
        await storage.people.save(ben, new Date());
        const at = new Date(Date.now() - 3 * 86_400_000);
        const ran = await runOnDevice(
          powershell.command ?? "",
          SCRIPT,
          {
            computerName: "PC-17",
            events: [
              ...linkedPair({
                at,
                sid: "S-1-12-1-169552957-1248546399-262045068-1295788826",
                name: "ana@contoso.com",
                domain: "AzureAD",
                type: 2,
                process: "User32",
                version: 3,
              }),
              logonEvent({
                at,
                sid,
                name: "bfischer",
                domain: "CONTOSO",
                type: 11,
                process: "User32",
              }),
            ],
            registry: {
              ...enrolledAs(deviceId),
              ...cachedUpn(sid, ben.userPrincipalName),
            },
            certificates: [certificate],
          },
          ["-Address", `${receiver.url}/api/logons`],
          receiver.environment,
        );

        expect(ran).toMatchObject({ code: 0 });
        const kept = await storage.days.find(deviceId);
        expect(kept?.days.people).toEqual(
          new Map([
            ["0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d", [dayOf(at)]],
            [ben.id, [dayOf(at)]],
          ]),
        );
        const [tally] = await storage.evidence.list(deviceId);
        expect([...(tally?.logonsByUpn.values() ?? [])]).toEqual([1, 1]);
      } finally {
        await receiver.close();
        await bot.close();
        await test.dispose();
      }
    });
  },
);
