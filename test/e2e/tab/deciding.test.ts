import { afterEach, expect, it } from "@jest/globals";
import type { Locator } from "playwright-core";
import { describeInBrowser } from "../../support/describeInBrowser.ts";
import {
  goTo,
  PATIENCE_MS,
  type OpenTab,
  type Proposed,
  type TabApp,
} from "../../support/tabApp.ts";
import { until } from "../../support/until.ts";
import { useTabApp } from "./useTabApp.ts";

describeInBrowser("deciding in the tab", () => {
  let app: TabApp;
  let open: OpenTab | null = null;

  useTabApp((ready) => {
    app = ready;
  });
  afterEach(async () => {
    await open?.close();
    open = null;
  });

  /** A new proposal, and the approver looking at it. */
  const look = async (): Promise<Proposed> => {
    const proposed = await app.propose();
    open = await app.open({
      person: app.cloud.contoso.cast.approver,
      link: app.host.linkTo(`proposals/${proposed.id}`),
    });
    await button("Approve").waitFor();
    return proposed;
  };
  /** After a decision the page is at the next one of the queue, or at none. */
  const lookAgain = async ({ id }: Proposed): Promise<void> => {
    await until(
      "the page has moved on",
      () => Promise.resolve(open?.tab.url().includes(id) === false),
      PATIENCE_MS,
    );
    if (open) await goTo(open.tab, `proposals/${id}`);
  };
  const button = (name: string): Locator => {
    if (!open) throw new Error("No tab is open.");
    return open.tab.getByRole("button", { name, exact: true });
  };
  const reads = async (text: string | RegExp): Promise<void> => {
    await open?.tab.getByText(text).first().waitFor();
  };
  const cardSays = (proposed: Proposed, text: string): Promise<void> =>
    until(
      `the card says: ${text}`,
      () => proposed.card.allText.includes(text),
      PATIENCE_MS,
    );
  const primaryUser = ({ device }: Proposed): string | null =>
    app.cloud.intune.primaryUser(device);

  it(
    "approves: the channel's card changes, Intune is changed, and Undo takes it back",
    async () => {
      const { approver } = app.cloud.contoso.cast;
      const proposed = await look();

      await button("Approve").click();

      await lookAgain(proposed);
      await button("Approve").waitFor({ state: "detached" });
      await cardSays(proposed, `Approved by ${approver.displayName}`);
      await until(
        "the new primary user is in Intune",
        () => primaryUser(proposed) === proposed.to.id,
        PATIENCE_MS,
      );
      // By itself, when Intune shows the change.
      await button("Undo").click();
      await until(
        "the previous primary user is back",
        () => primaryUser(proposed) === proposed.from?.id,
        PATIENCE_MS,
      );
      await reads(/Undone/);
      await cardSays(proposed, "Undone");
      expect(proposed.card.buttons).not.toContain("Approve");
    },
    3 * PATIENCE_MS,
  );

  it(
    "changes by itself when somebody answers the card in the channel",
    async () => {
      const { nestedApprover } = app.cloud.contoso.cast;
      const proposed = await look();

      // Answered at once or, where the machine is slow, left to a job: the tab tells either way.
      await app.cloud.teams
        .as(nestedApprover)
        .click(proposed.card, "Reject", { reason: "Only borrowed" });

      await reads(`Rejected by ${nestedApprover.displayName}`);
      await reads("Only borrowed");
      await button("Approve").waitFor({ state: "detached" });
    },
    3 * PATIENCE_MS,
  );

  it(
    "rejects with a reason, and not without",
    async () => {
      const { approver } = app.cloud.contoso.cast;
      const proposed = await look();

      await button("Reject").click();
      const reason = open?.tab.getByRole("textbox").last();
      await button("Reject").last().click();
      expect(await app.read(proposed)).toMatchObject({ state: "pending" });
      await open?.tab
        .getByRole("radio", { name: "The primary user is on leave" })
        .click();
      await reason?.fill("Parental, until May");
      await button("Reject").last().click();

      await lookAgain(proposed);
      await reads(`Rejected by ${approver.displayName}`);
      const said = "The primary user is on leave: Parental, until May";
      await reads(said);
      await cardSays(proposed, said);
      expect(primaryUser(proposed)).toBe(proposed.from?.id);
    },
    3 * PATIENCE_MS,
  );

  it(
    "snoozes for the days that are chosen",
    async () => {
      const proposed = await look();

      await button("Snooze").click();
      await open?.tab
        .getByRole("menuitem", { name: /3 days/ })
        .or(open.tab.getByRole("button", { name: /3 days/ }))
        .click();

      await lookAgain(proposed);
      // The place above the list is called Snoozed, too.
      await reads(/Snoozed until/);
      const { state, wakesAt } = await app.read(proposed);
      expect(state).toBe("snoozed");
      const days =
        (Date.parse(wakesAt ?? "") - Date.now()) / (24 * 60 * 60 * 1000);
      expect(days).toBeGreaterThan(2.9);
      expect(days).toBeLessThan(3.1);
      await until(
        "the card says that it is snoozed",
        () => /snoozed/i.test(proposed.card.allText),
        PATIENCE_MS,
      );
    },
    3 * PATIENCE_MS,
  );

  it(
    "proposes someone else, whom the same person may not approve",
    async () => {
      const { employee } = app.cloud.contoso.cast;
      await app.sweep();
      const proposed = await look();

      await button("Someone else…").click();
      await open?.tab
        .getByRole("searchbox")
        .last()
        .fill(employee.displayName.slice(0, 7));
      await open?.tab
        .getByRole("radio", { name: new RegExp(employee.displayName) })
        .click();
      const told = open?.page.waitForResponse(
        async (response) =>
          response.url().includes("/changes?since") &&
          (await response.text()).includes(proposed.id),
      );
      await button("Propose").click();

      await until(
        "the card proposes them",
        () => proposed.card.allText.includes(employee.userPrincipalName),
        PATIENCE_MS,
      );
      await reads(/requested|may not/i);
      expect(await button("Approve").count()).toBe(0);
      // The old one was replaced; the page goes on with the one that was made of it.
      await told;
      await until(
        "the tab is at the new proposal",
        () => !open?.tab.url().includes(proposed.id),
        PATIENCE_MS,
      );
      await button("Snooze").waitFor();
      expect(primaryUser(proposed)).toBe(proposed.from?.id);
    },
    3 * PATIENCE_MS,
  );

  it(
    "says so where somebody else was quicker, and shows what they decided",
    async () => {
      const { nestedApprover } = app.cloud.contoso.cast;
      const proposed = await look();
      // What the page is not told of. The question that waits already is answered by another proposal.
      let held = 0;
      await open?.page.route("**/api/tab/changes*", () => {
        held += 1;
      });
      await app.propose();
      await until("the page asks in vain", () => held > 0, PATIENCE_MS);
      await app.cloud.teams
        .as(nestedApprover)
        .click(proposed.card, "Reject", { reason: "Only borrowed" });

      await button("Approve").click();

      await reads(`Rejected by ${nestedApprover.displayName}`);
      expect(primaryUser(proposed)).toBe(proposed.from?.id);
    },
    3 * PATIENCE_MS,
  );

  // The last one: the bot keeps the list of approvers for a while, and they are not on it then.
  it(
    "takes the buttons away from somebody who was taken out of the approvers' group, once they are refused",
    async () => {
      const { cast, approvers } = app.cloud.contoso;
      const proposed = await look();
      const readAgain = open?.page.waitForRequest(/\/api\/tab\/me$/);
      approvers.userIds.delete(cast.approver.id);
      try {
        await button("Approve").click();

        await reads(/approvers/);
        await button("Approve").waitFor({ state: "detached" });
        await readAgain;
        expect(await app.read(proposed)).toMatchObject({ state: "pending" });
      } finally {
        approvers.userIds.add(cast.approver.id);
      }
    },
    3 * PATIENCE_MS,
  );
});
