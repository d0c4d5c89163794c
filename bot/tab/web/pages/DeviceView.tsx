import {
  Body1,
  Caption1,
  Link,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { DeviceDetail } from "../../api/shapes.ts";
import {
  Facts,
  CardDetail,
  LIVE_REST_MS,
  Part,
  Withheld,
} from "../parts/cardDetail.tsx";
import { Surface } from "../parts/page.tsx";
import { OutLink, Read, Time } from "../parts/parts.tsx";
import { ProposalRow } from "./ProposalList.tsx";
import { formatRoute } from "../data/route.ts";
import { useReading, useMessages } from "../data/tabContext.ts";

const useStyles = makeStyles({
  seen: { listStyle: "none", margin: 0, padding: 0 },
  line: {
    display: "flex",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: "anywhere",
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const ALWAYS = () => true;

/** Whose device this is, how sure that is, and who was seen on it. */
export function DeviceDetail({
  id,
  onBack,
}: {
  readonly id: string;
  readonly onBack: () => void;
}): ReactNode {
  const styles = useStyles();
  const { tab, formats } = useMessages();
  const t = tab.device;
  const shown = useReading<DeviceDetail>(
    `device/${id}`,
    (api) => api.get(`devices/${encodeURIComponent(id)}`),
    ALWAYS,
    LIVE_REST_MS,
  );
  if (shown.data === null)
    return (
      <Surface>
        <Read of={shown}>{() => null}</Read>
      </Surface>
    );
  return (
    <Read of={shown}>
      {(found) => (
        <CardDetail
          title={found.device.name}
          below={[found.device.model, found.device.serialNumber]
            .filter(Boolean)
            .join(" · ")}
          onBack={onBack}
        >
          <Withheld why={found.withheld} />
          <Part title={t.primaryUser}>
            <Body1>
              {found.primaryUser ? (
                <Link
                  href={formatRoute({
                    page: "person",
                    id: found.primaryUser.id,
                  })}
                >
                  {found.primaryUser.name}
                </Link>
              ) : (
                tab.proposals.nobody
              )}
            </Body1>
            <Body1>{found.confidence}</Body1>
          </Part>
          {found.proposal && (
            <Part title={t.proposal}>
              <ProposalRow proposal={found.proposal} />
            </Part>
          )}
          <Facts facts={found.facts} />
          {found.withheld === null && (
            <Part title={t.seen}>
              {found.seen.length === 0 ? (
                <Body1 className={styles.quiet}>{t.nobodySeen}</Body1>
              ) : (
                <ul className={styles.seen}>
                  {found.seen.map(({ name, logons, lastAt }, index) => (
                    <li key={index} className={styles.line}>
                      <span>{name}</span>
                      <Caption1 className={styles.quiet}>
                        {logons !== null &&
                          tab.proposal.logonsOf({ count: logons })}
                        {logons !== null && lastAt !== null && " · "}
                        {lastAt !== null && (
                          <>
                            {t.lastAt} <Time at={lastAt} />
                          </>
                        )}
                      </Caption1>
                    </li>
                  ))}
                </ul>
              )}
            </Part>
          )}
          <OutLink href={found.intuneUrl}>{t.intune}</OutLink>
          {found.readAt !== null && (
            <Caption1 className={styles.quiet}>
              {t.readAt} {formats.dateTime(new Date(found.readAt))}
            </Caption1>
          )}
        </CardDetail>
      )}
    </Read>
  );
}
