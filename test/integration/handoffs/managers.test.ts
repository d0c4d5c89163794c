import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MINUTE_MS } from "../../support/builders.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterAll(() => app.close());

/** What is found, and how often Graph was asked for it. */
async function find(...upns: readonly string[]) {
  const before = app.cloud.requests.length;
  const found = await Promise.all(
    upns.map((upn) => app.deps.managers.find(upn)),
  );
  return {
    found: found.map((manager) => manager?.id ?? null),
    requests: app.cloud.graphRequests(before).total,
  };
}

describe("managers", () => {
  it("are asked for once by all that ask at about the same time", async () => {
    const { staging, stagingLead, enrolmentManager } = app.contoso.cast;
    const one = staging.userPrincipalName;
    const other = enrolmentManager.userPrincipalName;

    expect(await find(one, one, other)).toEqual({
      found: [stagingLead.id, stagingLead.id, expect.any(String)],
      requests: 2,
    });
    expect(await find(other, one)).toMatchObject({ requests: 0 });
  });

  it("are asked for again after ten minutes, so that a change is seen", async () => {
    const { staging, admin } = app.contoso.cast;
    await find(staging.userPrincipalName);
    staging.managerId = admin.id;

    app.clock.advance(10 * MINUTE_MS);
    expect(await find(staging.userPrincipalName)).toEqual({
      found: [admin.id],
      requests: 1,
    });
  });

  it("are remembered as none, too", async () => {
    const { admin } = app.contoso.cast;
    expect(await find(admin.userPrincipalName)).toEqual({
      found: [null],
      requests: 1,
    });
    expect(await find(admin.userPrincipalName)).toEqual({
      found: [null],
      requests: 0,
    });
  });

  it("are asked for again after a failure", async () => {
    const { owner } = app.contoso.cast;
    const broken = app.cloud.faults.add({
      service: "graph",
      path: "/manager",
      times: Infinity,
      fault: { kind: "forbidden", permission: "User.Read.All" },
    });
    await expect(find(owner.userPrincipalName)).rejects.toMatchObject({
      code: "graph.forbidden",
    });
    broken.remove();

    expect(await find(owner.userPrincipalName)).toMatchObject({
      found: [expect.any(String)],
    });
  });
});
