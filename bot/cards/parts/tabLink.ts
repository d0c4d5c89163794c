/** The address of a place in the personal tab, as the tab itself writes it: `proposals/7f3a`. Null without a tab. */
export type TabLink = ((place: string) => string) | null;

/** The tab's `entityId` in the manifest. */
const ENTITY = "custodian";

/**
 * Links that Teams opens in the personal tab, whichever client it is.
 * https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application
 *
 * @param appId the `id` of the app's manifest.
 */
export function createTabLink(appId: string): NonNullable<TabLink> {
  return (place) => {
    const context = JSON.stringify({ subEntityId: place });
    return `https://teams.microsoft.com/l/entity/${encodeURIComponent(appId)}/${ENTITY}?context=${encodeURIComponent(context)}`;
  };
}

/** What the templates of a proposal's cards need for it. */
export function proposalInTab(
  tabLink: TabLink,
  id: string,
): { readonly hasTab: boolean; readonly tabUrl: string } {
  return {
    hasTab: tabLink !== null,
    tabUrl: tabLink?.(`proposals/${encodeURIComponent(id)}`) ?? "",
  };
}
