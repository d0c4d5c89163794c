import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { createCustodian } from "../../../src/custodian.ts";
import {
  createDeviceCertificateFor,
  type Certificate,
} from "../../simulator/certificates.ts";
import {
  enrolDeviceCertificate,
  reportBody,
  signWithDeviceCertificate,
  type SignedReport,
} from "../../simulator/reports.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { startBot, type RunningBot } from "./harness.ts";
import { sweepOnce } from "./sweptApp.ts";

let app: CustodianOnCloud;
let bot: RunningBot;

beforeAll(async () => {
  app = await startCustodianOnCloud();
  await sweepOnce(app);
  bot = await startBot({
    onTurn: () => Promise.resolve(),
    custodian: createCustodian({
      ...app.deps,
      reports: { kind: "device-certificate" },
    }),
  });
});
afterAll(async () => {
  await bot.close();
  await app.close();
});

async function post({ body, headers }: SignedReport): Promise<number> {
  const answer = await fetch(`${bot.url}/api/logons`, {
    method: "POST",
    headers,
    body,
  });
  await answer.text();
  return answer.status;
}

/** The simulated cloud's time, which the bot lives in. */
const sign = (certificate: Certificate, body: string) =>
  signWithDeviceCertificate(certificate, body, {
    timestamp: Math.floor(app.clock.now().getTime() / 1000),
  });

async function graphRequestsOf(work: () => Promise<unknown>): Promise<number> {
  const before = app.cloud.requests.length;
  await work();
  return app.cloud.requests
    .slice(before)
    .filter(({ service }) => service === "graph").length;
}

it("takes reports of known devices, and asks Graph next to nothing, in a flood of certificates that somebody made up", async () => {
  const device = app.aDevice();
  const body = reportBody(device, { "ana@contoso.com": 3 });
  const own = enrolDeviceCertificate(device);
  const oneKey = createDeviceCertificateFor(randomUUID());
  const statuses = new Map<number, number>();
  const forge = async (_: unknown, n: number) => {
    const forged = createDeviceCertificateFor(randomUUID(), oneKey.privateKey);
    const status = await post(sign(forged, body));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (n % 50 === 0) expect(await post(sign(own, body))).toBe(202);
  };

  const requests = await graphRequestsOf(async () => {
    for (let begun = 0; begun < 300; begun += 20)
      await Promise.all(
        Array.from({ length: 20 }, (_, n) => forge(_, begun + n)),
      );
  });

  expect(Object.fromEntries(statuses)).toEqual({ 401: 20, 503: 280 });
  // Those twenty, and the two about the device itself.
  expect(requests).toBe(22);
});

it("asks Graph once about a request that is sent again and again", async () => {
  const device = app.aDevice();
  enrolDeviceCertificate(device);
  const forged = createDeviceCertificateFor(device.entraDeviceId);
  const sent = sign(forged, reportBody(device, { "ana@contoso.com": 3 }));

  const requests = await graphRequestsOf(async () => {
    expect(await post(sent)).toBe(401);
    for (let n = 0; n < 20; n++) expect([401, 409]).toContain(await post(sent));
  });

  expect(requests).toBe(1);
});
