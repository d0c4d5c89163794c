import { afterAll, beforeAll } from "@jest/globals";
import { openTabApp, PATIENCE_MS, type TabApp } from "../../support/tabApp.ts";

/** For all tests of a block: the tab with all it needs, and what `onReady` makes of it first. */
export function useTabApp(
  onReady: (app: TabApp) => void | Promise<void>,
  options?: Parameters<typeof openTabApp>[0],
): void {
  let app: TabApp | undefined;
  beforeAll(async () => {
    app = await openTabApp(options);
    await onReady(app);
  }, 4 * PATIENCE_MS);
  afterAll(() => app?.close(), PATIENCE_MS);
}
