import {
  Badge,
  Body1,
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  Persona,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons/svg/arrow-left";
import { ArrowRightRegular } from "@fluentui/react-icons/svg/arrow-right";
import { PeopleRegular } from "@fluentui/react-icons/svg/people";
import { useCallback, useEffect, useRef, type ReactNode } from "react";
import type { Act, Person, ProposalDetail } from "../../api/shapes.ts";
import { Facts, Held, LineList, Part } from "../parts/detail.tsx";
import { Heading, OutLink, Read, StateBadge, Time } from "../parts/parts.tsx";
import { Objection } from "../parts/Objection.tsx";
import { DayStrips } from "../parts/DayStrips.tsx";
import { ProposalActs } from "./ProposalActions.tsx";
import {
  useAskAgain,
  useReading,
  useTab,
  useMessages,
} from "../data/tabContext.ts";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    maxWidth: "760px",
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    "@media (max-width: 639px)": {
      padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    },
  },
  back: {
    alignSelf: "flex-start",
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
    "@media (min-width: 760px)": { display: "none" },
  },
  head: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
  },
  change: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalL,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    "@media (max-width: 639px)": {
      flexDirection: "column",
      alignItems: "stretch",
      gap: tokens.spacingVerticalS,
    },
  },
  side: {
    flex: "1 1 0",
    minWidth: 0,
    display: "grid",
    gap: tokens.spacingVerticalXS,
    overflowWrap: "anywhere",
  },
  label: { color: tokens.colorNeutralForeground3 },
  arrow: {
    flexShrink: 0,
    color: tokens.colorNeutralForeground3,
    "@media (max-width: 639px)": { transform: "rotate(90deg)" },
  },
  section: { display: "grid", gap: tokens.spacingVerticalS },
  text: { margin: 0, overflowWrap: "anywhere" },
  plain: { listStyle: "none", margin: 0, padding: 0 },
  logons: {
    listStyle: "none",
    margin: 0,
    padding: 0,
    display: "grid",
    gridTemplateColumns: "minmax(0, max-content) minmax(40px, 1fr) max-content",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    alignItems: "center",
    "& li": { display: "contents" },
  },
  bar: {
    height: "8px",
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorCompoundBrandBackground,
    "@media (forced-colors: active)": { backgroundColor: "CanvasText" },
  },
  links: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalL,
  },
});

function keyOf(id: string): string {
  return `proposal/${id}`;
}

/** Acts after which the next proposal is looked at. */
const DECISIONS: ReadonlySet<Act> = new Set<Act>([
  "approve",
  "reject",
  "snooze",
]);

/** One proposal with what it rests on and what may be done with it now. */
export function ProposalDetail({
  id,
  takesFocus,
  beside,
  onBack,
  onReplaced,
  onDecided,
}: {
  readonly id: string;
  readonly takesFocus: boolean;
  readonly onBack: () => void;
  /** The answer made another proposal of it, which is now to be looked at. */
  readonly onReplaced: (id: string) => void;
  /** @returns whether another one is looked at now. */
  readonly onDecided: (proposal: ProposalDetail) => boolean;
  /** What stands above it: the ways to others. */
  readonly beside: ReactNode;
}): ReactNode {
  const styles = useStyles();
  const { messages, queries, announce } = useTab();
  const shown = useReading<ProposalDetail>(
    keyOf(id),
    (api) => api.get(`proposals/${encodeURIComponent(id)}`),
    (changed) => changed === null || changed.includes(id),
  );
  const { data } = shown;
  useAskAgain(shown, data?.isComplete === false);
  const heading = useRef<HTMLHeadingElement>(null);
  const isRead = data !== null;
  useEffect(() => {
    if (isRead && takesFocus) heading.current?.focus();
  }, [isRead, takesFocus]);

  const seen = useRef<ProposalDetail | null>(null);
  useEffect(() => {
    if (!data) return;
    if (seen.current && seen.current.title !== data.title)
      announce(
        messages.tab.proposals.changedByOthers({
          device: data.device.name,
          title: data.title,
        }),
      );
    else if (
      seen.current &&
      data.objection &&
      seen.current.objection !== data.objection
    )
      announce(data.objection);
    seen.current = data;
  }, [data, announce, messages]);

  const onAnswered = useCallback(
    (proposal: ProposalDetail, act: Act) => {
      queries.put(keyOf(proposal.id), proposal);
      // What this page said itself is no news to it.
      seen.current = proposal;
      if (proposal.id !== id) onReplaced(proposal.id);
      // The button that was pressed is gone.
      else if (!DECISIONS.has(act) || !onDecided(proposal))
        heading.current?.focus();
      queries.changed([id, proposal.id]);
    },
    [queries, id, onReplaced, onDecided],
  );

  return (
    <div className={styles.page}>
      <Button
        className={styles.back}
        appearance="subtle"
        icon={<ArrowLeftRegular />}
        onClick={onBack}
      >
        {messages.tab.back}
      </Button>
      {beside}
      <Read of={shown} lines={10}>
        {(proposal) => (
          <>
            <div className={styles.head}>
              <Heading as="h2" ref={heading} isLarge>
                {proposal.device.name}
              </Heading>
              <StateBadge tone={proposal.tone} title={proposal.title} />
            </div>
            <Change proposal={proposal} />
            {proposal.handedTo !== null && (
              <Body1 as="p" className={styles.text}>
                {messages.tab.proposal.handedTo({ name: proposal.handedTo })}
              </Body1>
            )}
            <Objection to={proposal} shape="bar" />
            <Reason proposal={proposal} />
            <ProposalActs
              proposal={proposal}
              onAnswered={onAnswered}
              again={shown.again}
            />
            <Why proposal={proposal} />
            <Evidence proposal={proposal} />
            <About proposal={proposal} />
            <Timeline proposal={proposal} />
            <Audit proposal={proposal} />
            <div className={styles.links}>
              {proposal.cardUrl !== null && (
                <OutLink href={proposal.cardUrl}>
                  {messages.tab.proposal.card}
                </OutLink>
              )}
              <OutLink href={proposal.intuneUrl}>
                {messages.tab.proposal.intune}
              </OutLink>
            </div>
          </>
        )}
      </Read>
    </div>
  );
}

interface Props {
  readonly proposal: ProposalDetail;
}

/** States in which the primary user is as it was when the proposal was made. */
const OPEN: ReadonlySet<string> = new Set(["held", "pending", "snoozed"]);
/** States in which Intune has, or is about to show, what was proposed. */
const CHANGED: ReadonlySet<string> = new Set([
  "applied",
  "verified",
  "unconfirmed",
]);

function Change({ proposal }: Props): ReactNode {
  const styles = useStyles();
  const { proposal: t, proposals } = useMessages().tab;
  const before = OPEN.has(proposal.state) ? t.now : t.before;
  const after = CHANGED.has(proposal.state) ? t.after : t.proposed;
  return (
    <div className={styles.change}>
      <Side
        label={before}
        person={proposal.from}
        otherwise={proposals.nobody}
      />
      <ArrowRightRegular className={styles.arrow} fontSize={20} aria-hidden />
      <Side label={after} person={proposal.to} otherwise={proposals.shared} />
    </div>
  );
}

function Side({
  label,
  person,
  otherwise,
}: {
  readonly label: string;
  readonly person: Person | null;
  readonly otherwise: string;
}): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.side}>
      <Caption1 className={styles.label}>{label}</Caption1>
      {person ? (
        <Persona
          name={person.name}
          secondaryText={person.upn ?? undefined}
          size="large"
          textAlignment="center"
          avatar={{ color: "neutral", "aria-hidden": true }}
        />
      ) : (
        <Persona
          name={otherwise}
          size="large"
          textAlignment="center"
          avatar={{
            icon: <PeopleRegular />,
            name: "",
            color: "neutral",
            "aria-hidden": true,
          }}
        />
      )}
    </div>
  );
}

function Reason({ proposal }: Props): ReactNode {
  const styles = useStyles();
  const { tab } = useMessages();
  return (
    <>
      {(proposal.reason !== null || proposal.requestedBy !== null) && (
        <section className={styles.section}>
          {proposal.requestedBy !== null && (
            <Body1>
              {tab.proposal.requestedBy({ name: proposal.requestedBy })}
            </Body1>
          )}
          {proposal.requestedBecause !== null && (
            <p className={styles.text}>{proposal.requestedBecause}</p>
          )}
          {proposal.reason !== null && (
            <>
              <Heading as="h3">{tab.proposal.reason}</Heading>
              <p className={styles.text}>{proposal.reason}</p>
            </>
          )}
        </section>
      )}
      {proposal.advice !== null && (
        <MessageBar layout="multiline">
          <MessageBarBody>{proposal.advice}</MessageBarBody>
        </MessageBar>
      )}
      {proposal.holds && (
        <Body1>
          <Held holding={proposal.holds} />
        </Body1>
      )}
    </>
  );
}

function Why({ proposal }: Props): ReactNode {
  const styles = useStyles();
  const { tab } = useMessages();
  if (proposal.why.length === 0 && !proposal.isSummary) return null;
  return (
    <Part title={tab.proposal.why}>
      {proposal.why.map((message, index) => (
        <p key={index} className={styles.text}>
          {message}
        </p>
      ))}
      {proposal.isSummary && <Caption1>{tab.proposal.asSummary}</Caption1>}
    </Part>
  );
}

function Evidence({ proposal: { evidence } }: Props): ReactNode {
  const styles = useStyles();
  const { tab, formats } = useMessages();
  if (!evidence) return null;
  const most = Math.max(1, ...evidence.counted.map(({ logons }) => logons));
  const source = (
    <Caption1 className={styles.label}>
      {evidence.source} <Time at={evidence.observedAt} />
    </Caption1>
  );
  const hasCounts = evidence.counted.length + evidence.leftOut.length > 0;
  return (
    <>
      {evidence.days && <DayStrips days={evidence.days} />}
      {hasCounts && (
        <Part
          title={
            evidence.counted.length > 0
              ? tab.proposal.logons
              : tab.proposal.leftOut
          }
        >
          {evidence.counted.length > 0 && source}
          <ul className={styles.logons}>
            {evidence.counted.map(({ name, logons }, index) => (
              <li key={index}>
                <span className={styles.text}>{name}</span>
                <span aria-hidden>
                  <span
                    className={styles.bar}
                    style={{
                      display: "block",
                      width: `${(100 * logons) / most}%`,
                    }}
                  />
                </span>
                <span aria-label={tab.proposal.logonsOf({ count: logons })}>
                  {formats.number(logons)}
                </span>
              </li>
            ))}
          </ul>
          {evidence.leftOut.length > 0 && (
            <>
              {evidence.counted.length > 0 && (
                <Caption1 className={styles.label}>
                  {tab.proposal.leftOut}
                </Caption1>
              )}
              <ul className={styles.plain}>
                {evidence.leftOut.map((who, index) => (
                  <li key={index} className={styles.text}>
                    {who}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Part>
      )}
      {evidence.lastLogons.length > 0 && (
        <Part title={tab.proposal.lastLogons}>
          {!hasCounts && source}
          <LineList
            lines={evidence.lastLogons.map(({ name, at, why }) => ({
              what: (
                <>
                  {name}
                  {why !== null && (
                    <Caption1 className={styles.label}> {why}</Caption1>
                  )}
                </>
              ),
              beside: <Time at={at} />,
            }))}
          />
        </Part>
      )}
    </>
  );
}

function About({ proposal }: Props): ReactNode {
  const t = useMessages().tab.proposal;
  const { device } = proposal;
  return (
    <Part title={t.details}>
      <Facts
        facts={[
          ...said(t.serialNumber, device.serialNumber),
          ...said(t.model, device.model),
          ...happened(t.lastCheckIn, device.lastCheckInAt),
          ...happened(t.made, proposal.createdAt),
          ...happened(t.expires, proposal.expiresAt),
          ...happened(t.wakes, proposal.wakesAt),
          ...happened(t.undoUntil, proposal.undoUntil),
        ]}
      />
    </Part>
  );
}

const said = (label: string, text: string | null) =>
  text ? [{ label, text }] : [];

const happened = (label: string, at: string | null) =>
  at ? [{ label, at }] : [];

function Timeline({ proposal }: Props): ReactNode {
  const styles = useStyles();
  const { tab } = useMessages();
  if (proposal.timeline.length === 0) return null;
  return (
    <Part title={tab.proposal.timeline}>
      <LineList
        isOrdered
        lines={proposal.timeline.map(({ text, at, said }) => ({
          what: (
            <>
              {text}
              {said !== null && (
                <Caption1
                  block
                  className={mergeClasses(styles.label, styles.text)}
                >
                  {said}
                </Caption1>
              )}
            </>
          ),
          beside: <Time at={at} />,
        }))}
      />
    </Part>
  );
}

function Audit({ proposal }: Props): ReactNode {
  const styles = useStyles();
  const { tab, formats } = useMessages();
  if (!proposal.audit || proposal.audit.length === 0) return null;
  return (
    <Part title={tab.proposal.audit}>
      <LineList
        lines={proposal.audit.map((line) => ({
          what: (
            <>
              <Badge appearance="outline" color="informative" size="small">
                {formats.number(line.seq)}
              </Badge>{" "}
              {line.what}{" "}
              <Caption1 className={styles.label}>{line.details}</Caption1>
            </>
          ),
          beside: <Time at={line.at} />,
        }))}
      />
    </Part>
  );
}
