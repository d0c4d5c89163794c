import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { UserId } from "../../../src/domain/people/user.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { saying } from "../../support/saying.ts";

let app: CustodianOnCloud;

beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterAll(() => app.close());

/** Priya's account for every day is the employee's; she approves with the other one. */
async function pair(): Promise<void> {
  const { admin, approver, employee } = app.contoso.cast;
  const opened = await app.custodian.settings.open(
    admin.id as UserId,
    "message",
  );
  if (opened.kind !== "page") throw new Error("The settings were refused");
  const saved = await app.custodian.settings.change({
    version: opened.page.version,
    changedBy: admin.id as UserId,
    texts: {
      pairedAccounts: `${approver.userPrincipalName} = ${employee.userPrincipalName}`,
    },
  });
  expect(saved.kind).toBe("saved");
}

describe("an approver with two accounts", () => {
  it("approves neither what they asked for nor what they gain by with the other one", async () => {
    const { approver, nestedApprover, employee, newOwner } = app.contoso.cast;
    const asked = await app.show(
      (await app.propose(employee, app.aDevice(), newOwner)).id,
    );
    const gains = await app.show(
      (await app.propose(nestedApprover, app.aDevice(), employee)).id,
    );
    // From now on, also for what is open: the server looks when they click.
    await pair();

    expect(await app.answer(approver, asked, { kind: "approve" })).toEqual({
      kind: "refused",
      message: saying("You requested this"),
    });
    expect((await app.answer(approver, gains, { kind: "approve" })).kind).toBe(
      "refused",
    );
    expect(await app.stateOf(asked.id)).toBe("pending");
    expect(await app.auditOf(gains.id)).toContain("proposal.answer-refused");
    const rows = await app.storage.audit.listLast(10);
    expect(rows.map(({ kind }) => kind)).toContain("settings.changed");

    // Another one decides as ever.
    expect(
      (await app.answer(nestedApprover, asked, { kind: "approve" })).kind,
    ).toBe("done");
  });

  it("stays one person when the other account is renamed", async () => {
    const { approver, nestedApprover, employee } = app.contoso.cast;
    const before = await app.deps.graph.users.find(employee.id);
    if (!before) throw new Error("Entra does not know them");
    await app.storage.people.save(before, app.clock.now());
    const { userPrincipalName } = employee;
    employee.userPrincipalName = "renamed@contoso.com";
    const gains = await app.show(
      (await app.propose(nestedApprover, app.aDevice(), employee)).id,
    );
    const after = await app.deps.graph.users.find(employee.id);
    if (after) await app.storage.people.save(after, app.clock.now());
    expect(gains.toUser?.userPrincipalName).toBe("renamed@contoso.com");

    expect(
      await app.answer(approver, gains, { kind: "approve" }),
    ).toMatchObject({
      kind: "refused",
      message: saying("You'd become"),
    });
    expect(await app.stateOf(gains.id)).toBe("pending");
    employee.userPrincipalName = userPrincipalName;
  });

  it("does not decide about an account that nobody can find", async () => {
    const { approver, admin, nestedApprover, newOwner } = app.contoso.cast;
    const gone = await app.show(
      (await app.propose(nestedApprover, app.aDevice(), newOwner)).id,
    );
    await app.storage.people.purge(new Date("2100-01-01"));
    app.contoso.people.delete(newOwner.id);
    expect(
      await app.answer(approver, gone, { kind: "reject", reason: "No" }),
    ).toEqual({
      kind: "refused",
      message: saying("You have another account"),
    });
    // Whoever has one account alone decides as ever.
    expect(
      (await app.answer(admin, gone, { kind: "reject", reason: "No" })).kind,
    ).toBe("done");
    app.contoso.people.set(newOwner.id, newOwner);
  });
});
