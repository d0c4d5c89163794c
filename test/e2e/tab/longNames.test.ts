import { expect, it } from "@jest/globals";
import type { Frame } from "playwright-core";
import { describeInBrowser } from "../../support/describeInBrowser.ts";
import {
  goTo,
  PATIENCE_MS,
  type OpenTab,
  type Proposed,
  type TabApp,
} from "../../support/tabApp.ts";
import { useTabApp } from "./useTabApp.ts";

describeInBrowser("long names in the tab", () => {
  let app: TabApp;
  let proposed: Proposed;

  useTabApp(
    async (ready) => {
      app = ready;
      proposed = await app.propose();
    },
    {
      prepare: ({ contoso }) => {
        contoso.cast.newOwner.displayName =
          "Hubert Wolfeschlegelsteinhausenbergerdorff ".repeat(3).trim();
        for (const device of contoso.devices.values())
          if (device.story === "owned")
            device.deviceName = device.deviceName
              .padEnd(120, "X")
              .replaceAll("-", "_");
      },
    },
  );

  const withTab = async (
    width: number,
    look: (open: OpenTab) => Promise<void>,
  ): Promise<void> => {
    const open = await app.open(
      { person: app.cloud.contoso.cast.admin, bare: true },
      { viewport: { width, height: 740 } },
    );
    try {
      await look(open);
    } finally {
      await open.close();
    }
  };

  it.each([360, 1200])(
    "leave every column of the audit log in sight at %i pixels",
    (width) =>
      withTab(width, async ({ tab }) => {
        await goTo(tab, "audit");
        const name = tab.getByText(proposed.device.deviceName).first();
        await name.waitFor();

        expect(await sidewaysIn(tab)).toBe(0);
      }),
    2 * PATIENCE_MS,
  );

  it.each([360, 1200])(
    "leave room in the list for who has the device now, at %i pixels",
    (width) =>
      withTab(width, async ({ tab }) => {
        const now = tab
          .locator("[data-proposal]")
          .getByText(proposed.from?.displayName ?? "", { exact: true })
          .first();
        await now.waitFor();

        // A name that does not fit is cut, and ends in an ellipsis.
        expect(
          await now.evaluate((element) => {
            const { scrollWidth, clientWidth } = element as unknown as {
              scrollWidth: number;
              clientWidth: number;
            };
            return scrollWidth <= clientWidth;
          }),
        ).toBe(true);
        expect(await sidewaysIn(tab)).toBe(0);
      }),
    2 * PATIENCE_MS,
  );
});

/** By how many pixels the page can be scrolled sideways. */
function sidewaysIn(tab: Frame): Promise<number> {
  return tab.locator("main").evaluate((element) => {
    const { scrollWidth, clientWidth } = element as unknown as {
      scrollWidth: number;
      clientWidth: number;
    };
    return scrollWidth - clientWidth;
  });
}
