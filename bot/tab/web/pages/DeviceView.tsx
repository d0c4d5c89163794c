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
  DeviceDetail,
  Person,
  ProposeReply,
  ProposeRequest,
} from "../../api/shapes.ts";
import { Facts, Held, LineList, LiveDetail, Part } from "../parts/detail.tsx";
import { explain, Time } from "../parts/parts.tsx";
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
              {rest.isSilenced && <LiftSilence path={path} />}
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

/** For admins. */
function LiftSilence({ path }: { readonly path: string }): ReactNode {
  const me = useMe();
  const { messages } = useTab();
  if (me?.may.administer !== true) return null;
  return (
    <DeviceAct
      path={path}
      act="ask-again"
      body={{}}
      title={messages.tab.device.askAgain}
    />
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

/** A button; what became of it stays beside it until the device is read anew. */
function DeviceAct({
  path,
  act,
  body,
  title,
}: {
  readonly path: string;
  readonly act: "ask-again" | "propose";
  readonly body: object;
  readonly title: string;
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
      const reply = await api.post<AskAgainReply | ProposeReply>(
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
      <Button
        className={styles.act}
        disabledFocusable={isBusy}
        onClick={() => void doIt()}
      >
        {title}
      </Button>
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
