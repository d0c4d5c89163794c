import { Body1, Link, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { DeviceDetail } from "../../api/shapes.ts";
import { Facts, LineList, LiveDetail, Part } from "../parts/detail.tsx";
import { Time } from "../parts/parts.tsx";
import { ProposalRow } from "./ProposalList.tsx";
import { formatRoute } from "../data/route.ts";
import { useMessages } from "../data/tabContext.ts";

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Whose device this is, how sure that is, and who was seen on it. */
export function DeviceDetail({
  id,
  onBack,
}: {
  readonly id: string;
  readonly onBack: () => void;
}): ReactNode {
  const { tab } = useMessages();
  const t = tab.device;
  return (
    <LiveDetail<DeviceDetail>
      path={`devices/${encodeURIComponent(id)}`}
      onBack={onBack}
      head={({ device, intuneUrl }) => ({
        title: device.name,
        below: [device.model, device.serialNumber],
        link: { title: t.intune, href: intuneUrl },
      })}
    >
      {({ primaryUser, confidence, proposal, facts, withheld, seen }) => (
        <>
          <Part title={t.primaryUser}>
            <Body1>
              {primaryUser ? (
                <Link
                  href={formatRoute({ page: "person", id: primaryUser.id })}
                >
                  {primaryUser.name}
                </Link>
              ) : (
                tab.proposals.nobody
              )}
            </Body1>
            <Body1>{confidence}</Body1>
          </Part>
          {proposal && (
            <Part title={t.proposal}>
              <ProposalRow proposal={proposal} />
            </Part>
          )}
          <Facts facts={facts} />
          {withheld === null && (
            <Part title={t.seen}>
              <Seen seen={seen} />
            </Part>
          )}
        </>
      )}
    </LiveDetail>
  );
}

function Seen({ seen }: Pick<DeviceDetail, "seen">): ReactNode {
  const styles = useStyles();
  const { device: t, proposal } = useMessages().tab;
  if (seen.length === 0)
    return <Body1 className={styles.quiet}>{t.nobodySeen}</Body1>;
  return (
    <LineList
      lines={seen.map(({ name, logons, lastAt }) => ({
        what: name,
        beside: (
          <>
            {logons !== null && proposal.logonsOf({ count: logons })}
            {logons !== null && lastAt !== null && " · "}
            {lastAt !== null && (
              <>
                {t.lastAt} <Time at={lastAt} />
              </>
            )}
          </>
        ),
      }))}
    />
  );
}
