import {
  Body1,
  Button,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type {
  AskAgainReply,
  CollectReply,
  DeviceDetail,
  Person,
  ProposeReply,
  ProposeRequest,
} from "../../api/shapes.ts";
import { Facts, Held, LineList, LiveDetail, Part } from "../parts/detail.tsx";
import { explain, Time } from "../parts/parts.tsx";
import { DayStrips } from "../parts/DayStrips.tsx";
import { ProposalRow } from "./ProposalList.tsx";
import { formatRoute } from "../data/route.ts";
import { toApiError } from "../data/queries.ts";
import { useMe, useMessages, useTab } from "../data/tabContext.ts";

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  act: { justifySelf: "start" },
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
  const administers = useMe()?.may.administer === true;
  const t = tab.device;
  const path = `devices/${encodeURIComponent(id)}`;
  return (
    <LiveDetail<DeviceDetail>
      path={path}
      onBack={onBack}
      head={({ device, intuneUrl }) => ({
        title: device.name,
        below: [device.model, device.serialNumber],
        link: { title: t.intune, href: intuneUrl },
      })}
    >
      {({
        primaryUser,
        confidence,
        proposal,
        facts,
        withheld,
        contradiction,
        days,
        seen,
        ...rest
      }) => (
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
            {contradiction && (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{contradiction}</MessageBarBody>
              </MessageBar>
            )}
            {rest.suggested && (
              <Propose path={path} suggested={rest.suggested} />
            )}
          </Part>
          {proposal && (
            <Part title={t.proposal}>
              <ProposalRow proposal={proposal} />
            </Part>
          )}
          {rest.notAsked.length > 0 && (
            <Part title={t.notAsked}>
              {rest.notAsked.map((holding, index) => (
                <Body1 key={index}>
                  <Held holding={holding} />
                </Body1>
              ))}
              {rest.isSilenced && (
                <DeviceAct
                  path={path}
                  act="ask-again"
                  body={{}}
                  title={t.askAgain}
                  isOffered={administers}
                />
              )}
            </Part>
          )}
          <Facts facts={facts} />
          {days && <DayStrips days={days} />}
          {withheld === null && (
            <Part title={t.seen}>
              <Seen seen={seen} />
              {rest.collecting && (
                <Collecting path={path} running={rest.collecting.running} />
              )}
            </Part>
          )}
        </>
      )}
    </LiveDetail>
  );
}

/** An approver is asked then; every check is made at the click. */
function Propose({
  path,
  suggested: { id, name },
}: {
  readonly path: string;
  readonly suggested: Person;
}): ReactNode {
  const { messages } = useTab();
  const body: ProposeRequest = { userId: id };
  return (
    <DeviceAct
      path={path}
      act="propose"
      body={body}
      title={messages.tab.device.propose({ name })}
    />
  );
}

/** Has the device tell at once who used it; who did so already stands in the button's place. */
function Collecting({
  path,
  running,
}: {
  readonly path: string;
  readonly running: NonNullable<DeviceDetail["collecting"]>["running"];
}): ReactNode {
  const styles = useStyles();
  const me = useMe();
  const { device: t } = useMessages().tab;
  const mayAsk = me?.may.decide === true || me?.may.administer === true;
  return (
    <>
      {running && (
        <Body1 className={styles.quiet}>
          {running.text} · <Time at={running.at} />
        </Body1>
      )}
      <DeviceAct
        path={path}
        act="collect"
        body={{}}
        title={t.collectNow}
        isOffered={mayAsk && !running}
      />
    </>
  );
}

/** A button; what became of it stays there until the device is read anew. */
function DeviceAct({
  path,
  act,
  body,
  title,
  isOffered = true,
}: {
  readonly path: string;
  readonly act: "ask-again" | "propose" | "collect";
  readonly body: object;
  readonly title: string;
  readonly isOffered?: boolean;
}): ReactNode {
  const styles = useStyles();
  const { api, queries, messages, announce } = useTab();
  const [isBusy, setIsBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);

  async function doIt(): Promise<void> {
    if (isBusy) return;
    setIsBusy(true);
    let message: string;
    try {
      const reply = await api.post<AskAgainReply | ProposeReply | CollectReply>(
        `${path}/${act}`,
        body,
      );
      message = reply.message;
    } catch (error) {
      message = explain(toApiError(error), messages);
    }
    setIsBusy(false);
    setSaid(message);
    announce(message);
    queries.again(path);
  }

  return (
    <>
      {isOffered && (
        <Button
          className={styles.act}
          disabledFocusable={isBusy}
          onClick={() => void doIt()}
        >
          {title}
        </Button>
      )}
      {said !== null && (
        <MessageBar layout="multiline">
          <MessageBarBody>{said}</MessageBarBody>
        </MessageBar>
      )}
    </>
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
