import { writeFile } from "node:fs/promises";
import type { AuditKind } from "../../src/domain/audit/audit.ts";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import type { ProposalId } from "../../src/domain/proposals/proposal.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { createRandom } from "../simulator/random.ts";
import { goTo, openTabApp } from "./tabApp.ts";
import { until } from "./until.ts";

/** Takes the documents' pictures of the tab, in Teams' place, from the real thing. */
export async function takeTabPictures(folder: URL): Promise<void> {
  const app = await openTabApp({ fill: tellOfAQuarter });
  const take = async (
    { theme, ...viewport }: Look,
    place: string,
    name: string,
  ): Promise<void> => {
    const open = await app.open(
      {
        person: app.cloud.contoso.cast.approver,
        bare: true,
        ...(theme ? { theme } : {}),
      },
      { viewport, deviceScaleFactor: 1.5 },
    );
    await goTo(open.tab, place);
    // What moved has come to rest.
    await open.page.waitForTimeout(500);
    await writeFile(
      new URL(`${name}.png`, folder),
      await open.page.screenshot(),
    );
    await open.close();
  };
  try {
    const { contoso, teams } = app.cloud;
    const { handedOver, leftBehind, sharedDesk } = contoso.stories;
    const { approver, employee, enrolmentLead, lookAlikeLonger } = contoso.cast;
    const done = await app.propose({ to: enrolmentLead });
    await teams.as(approver).click(done.card, "Approve");
    const later = await app.propose({ to: lookAlikeLonger });
    await teams.as(approver).click(later.card, "Snooze");
    await app.propose({ to: employee });
    await until("Intune shows what was approved", () =>
      done.card.buttons.includes("Undo"),
    );
    for (const device of [leftBehind, sharedDesk, handedOver])
      await app.cloud.report(device);
    let id: string | null = null;
    await until("the last proposal is listed", async () => {
      id = await app.find(handedOver).then(
        (found) => found.id,
        () => null,
      );
      return id !== null;
    });

    const wide = { width: 1200, height: 760 };
    for (const [suffix, theme] of [
      ["", "default"],
      ["-dark", "dark"],
    ] as const) {
      await take(
        { theme, ...wide },
        `proposals/${id}`,
        `tab-proposals${suffix}`,
      );
      await take(
        { theme, width: 1200, height: 920 },
        "decisions",
        `tab-decisions${suffix}`,
      );
    }
    await take({ width: 360, height: 760 }, `proposals/${id}`, "tab-phone");
  } finally {
    await app.close();
  }
}

interface Look {
  readonly theme?: "default" | "dark";
  readonly width: number;
  readonly height: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Decisions of the last 90 days, as a helpdesk may have made them; the same ones at each run. */
async function tellOfAQuarter(storage: OpenStorage): Promise<void> {
  const random = createRandom(7);
  const midnight = new Date().setUTCHours(0, 0, 0, 0);
  for (let daysAgo = 89; daysAgo > 0; daysAgo--) {
    const day = midnight - daysAgo * DAY_MS;
    const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
    const answers = isWeekend ? 0 : 1 + Math.floor(random.next() * 6);
    for (let i = 0; i < answers; i++) {
      const about = {
        actor: null,
        deviceId: random.guid() as DeviceId,
        proposalId: random.guid() as ProposalId,
        details: {},
      };
      const postedAt = day + (7 + random.next() * 8) * 60 * 60 * 1000;
      const answeredAt = postedAt + random.next() * 90 * 60 * 1000;
      await storage.transaction(async ({ audit }) => {
        const tell = (kind: AuditKind, at: number): Promise<void> =>
          audit.append({ ...about, kind, at: new Date(at) });
        await tell("proposal.posted", postedAt);
        const what = random.next();
        if (what > 0.95) await tell("proposal.expired", postedAt + 3 * DAY_MS);
        else if (what > 0.82) await tell("proposal.rejected", answeredAt);
        else await tell("proposal.approved", answeredAt);
        if (what < 0.05) await tell("undo.done", answeredAt + 60 * 60 * 1000);
      });
    }
  }
}
