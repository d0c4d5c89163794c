import { afterEach, expect, it } from "@jest/globals";
import type { Person } from "../../simulator/contoso.ts";
import { describeInBrowser } from "../../support/describeInBrowser.ts";
import {
  PATIENCE_MS,
  type OpenTab,
  type Proposed,
  type TabApp,
} from "../../support/tabApp.ts";
import { useTabApp } from "./useTabApp.ts";

describeInBrowser("signing in to the tab", () => {
  let app: TabApp;
  let proposed: Proposed;
  let open: OpenTab | null = null;

  useTabApp(async (ready) => {
    app = ready;
    proposed = await app.propose();
  });
  afterEach(async () => {
    await open?.close();
    open = null;
    app.host.signIn = (person) => app.cloud.ssoToken(person);
  });

  /** Teams gives these tokens, one at each time it is asked, and the last one from then on. */
  const signInWith = (
    ...tokens: readonly (() => string)[]
  ): { asked: number } => {
    const counted = { asked: 0 };
    app.host.signIn = () => {
      const make = tokens[Math.min(counted.asked, tokens.length - 1)];
      counted.asked += 1;
      return make?.() ?? "";
    };
    return counted;
  };
  const bad = (fault: string) => (): string =>
    app.cloud.badSsoTokens(app.cloud.contoso.cast.approver)[fault] ?? "";

  it(
    "shows an approver what waits, and the buttons to answer it",
    async () => {
      const { approver } = app.cloud.contoso.cast;
      open = await app.open({ person: approver });

      await open.tab.getByText(proposed.device.deviceName).first().click();

      await open.tab
        .getByRole("button", { name: "Approve", exact: true })
        .waitFor();
      expect(open.problems).toEqual([]);
    },
    2 * PATIENCE_MS,
  );

  it.each(["expired", "another tenant", "another audience"])(
    "says that the sign-in was not accepted, and shows nothing, when the token is for %s",
    async (fault) => {
      const { approver } = app.cloud.contoso.cast;
      const token = signInWith(bad(fault));
      open = await app.open({ person: approver });

      await open.tab.getByText("Teams couldn't sign you in").first().waitFor();

      const text = await open.tab.locator("body").innerText();
      expect(text).not.toContain(proposed.device.deviceName);
      // One thing to do, by the button below it.
      expect(text).not.toMatch(/Open the tab/);
      // A new token once, and no more than that.
      expect(token.asked).toBe(2);
    },
    2 * PATIENCE_MS,
  );

  it(
    "asks for a new token when the one it has is refused, and nobody notices",
    async () => {
      const { approver } = app.cloud.contoso.cast;
      const token = signInWith(bad("another audience"), () =>
        app.cloud.ssoToken(approver),
      );
      open = await app.open({ person: approver });

      await open.tab.getByText(proposed.device.deviceName).first().waitFor();

      expect(token.asked).toBe(2);
    },
    2 * PATIENCE_MS,
  );

  it.each([
    ["nothing more", "CancelledByUser", /Try again/, /consent/],
    [
      "that an admin has to consent",
      "resourceRequiresConsent",
      /admin has to grant the app admin consent/,
      /sign out of Teams/,
    ],
    [
      "that an admin has to consent, in Entra's words",
      "Error: consent_required",
      /admin has to grant the app admin consent/,
      /sign out of Teams/,
    ],
  ])(
    "says what to do when Teams gives no token and says %s",
    async (_what, says, hint, otherHint) => {
      app.host.signIn = () => {
        throw new Error(says);
      };
      open = await app.open();

      await open.tab.getByText("Teams couldn't sign you in").first().waitFor();
      const text = await open.tab.locator("body").innerText();
      expect(text).toMatch(hint);
      expect(text).not.toMatch(otherHint);
      expect(text).not.toContain(proposed.device.deviceName);
    },
    2 * PATIENCE_MS,
  );

  it(
    "shows a guest nothing",
    async () => {
      const { guest } = app.cloud.contoso.cast;
      open = await app.open({ person: guest });

      await open.tab.getByText("Guests can't use Custodian").first().waitFor();

      expect(await open.tab.locator("body").innerText()).not.toContain(
        proposed.device.deviceName,
      );
      expect(await app.ask(guest, "proposals?place=waiting")).toMatchObject({
        status: 403,
      });
    },
    2 * PATIENCE_MS,
  );

  it(
    "gives no decision buttons to whoever may not decide, and refuses them at the API",
    async () => {
      const { technician } = app.cloud.contoso.cast;
      open = await app.open({ person: technician });

      await open.tab.getByText(proposed.device.deviceName).first().click();
      await open.tab
        .getByRole("heading", { name: proposed.device.deviceName })
        .first()
        .waitFor();

      for (const name of DECISIONS)
        expect(
          await open.tab.getByRole("button", { name, exact: true }).count(),
        ).toBe(0);
      await expectRefused(technician);
    },
    2 * PATIENCE_MS,
  );

  it("refuses at the API whoever gains by the proposal", async () => {
    await expectRefused(proposed.to);
  });

  const expectRefused = async (person: Person): Promise<void> => {
    const { version } = await app.read(proposed);
    const { body } = await app.ask(person, `proposals/${proposed.id}/answer`, {
      body: { act: "approve", version },
    });
    expect(JSON.stringify(body)).not.toMatch(/"kind":"(done|checking)"/);
    expect(await app.read(proposed)).toMatchObject({ state: "pending" });
    expect(proposed.card.buttons).toContain("Approve");
  };

  it(
    "offers the audit log to admins alone",
    async () => {
      const { admin, approver } = app.cloud.contoso.cast;
      open = await app.open({ person: admin });
      await open.tab.getByRole("link", { name: "Audit log" }).waitFor();
      await open.close();

      open = await app.open({ person: approver });
      await open.tab.getByText(proposed.device.deviceName).first().waitFor();

      expect(
        await open.tab.getByRole("link", { name: "Audit log" }).count(),
      ).toBe(0);
      expect(await app.ask(approver, "audit")).toMatchObject({ status: 403 });
      expect(await app.ask(admin, "audit")).toMatchObject({ status: 200 });
    },
    2 * PATIENCE_MS,
  );

  it(
    "opens the proposal that a link in Teams points to",
    async () => {
      const other = await app.propose();
      open = await app.open({
        link: app.host.linkTo(`proposals/${other.id}`),
      });

      await open.tab
        .getByRole("heading", { name: other.device.deviceName })
        .first()
        .waitFor();
      await open.tab
        .getByRole("button", { name: "Approve", exact: true })
        .waitFor();
    },
    2 * PATIENCE_MS,
  );
});

const DECISIONS = [
  "Approve",
  "Reject",
  "Snooze",
  "Someone else…",
  "Undo",
  "Try again",
];
