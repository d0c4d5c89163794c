import {
  Body1,
  Button,
  Caption1,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons/svg/arrow-left";
import { useEffect, useRef, type ReactNode } from "react";
import type { DeviceSummary, Holding } from "../../api/shapes.ts";
import { Surface } from "./page.tsx";
import { Heading, OutLink, Read, Time } from "./parts.tsx";
import { formatRoute } from "../data/route.ts";
import { useMessages, useReading } from "../data/tabContext.ts";

const useStyles = makeStyles({
  back: {
    justifySelf: "start",
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
    "@media (min-width: 760px)": { display: "none" },
  },
  part: { display: "grid", gap: tokens.spacingVerticalS },
  facts: {
    display: "grid",
    gridTemplateColumns: "minmax(90px, max-content) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    "& dt": { color: tokens.colorNeutralForeground3 },
    "& dd": { margin: 0, overflowWrap: "anywhere" },
  },
  list: {
    listStyle: "none",
    margin: 0,
    padding: 0,
    display: "grid",
    gap: tokens.spacingVerticalXS,
    "& li": { overflowWrap: "anywhere" },
  },
  lines: { listStyle: "none", margin: 0, padding: 0 },
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

/**
 * It is read from Microsoft, for each reader: with every change of any proposal that would be more than a tenant is
 * allowed.
 */
const LIVE_REST_MS = 30_000;

const ALWAYS = () => true;

interface Live {
  /** What is not shown, and why; null when all is. */
  readonly withheld: string | null;
  /** Null when it was read live. */
  readonly readAt: string | null;
}

interface Head {
  readonly title: string;
  readonly below: readonly (string | null)[];
  /** Where Microsoft shows the same. */
  readonly link: { readonly title: string; readonly href: string };
}

/** One device or person, as Microsoft has it now: reads it, and draws what both have. */
export function LiveDetail<T extends Live>({
  path,
  onBack,
  head,
  children,
}: {
  /** Of the bot's API. */
  readonly path: string;
  readonly onBack: () => void;
  readonly head: (found: T) => Head;
  readonly children: (found: T) => ReactNode;
}): ReactNode {
  const shown = useReading<T>(
    path,
    (api) => api.get(path),
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
        <Card found={found} head={head(found)} onBack={onBack}>
          {children(found)}
        </Card>
      )}
    </Read>
  );
}

/** Takes the keyboard once it is read, as somebody went there. */
function Card({
  found: { withheld, readAt },
  head: { title, below, link },
  onBack,
  children,
}: {
  readonly found: Live;
  readonly head: Head;
  readonly onBack: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const styles = useStyles();
  const { tab, formats } = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Surface>
      <Button
        className={styles.back}
        appearance="subtle"
        icon={<ArrowLeftRegular />}
        onClick={onBack}
      >
        {tab.back}
      </Button>
      <div>
        <Heading as="h2" ref={heading} isLarge>
          {title}
        </Heading>
        <Caption1 className={styles.quiet}>
          {below.filter(Boolean).join(" · ")}
        </Caption1>
      </div>
      {withheld !== null && (
        <MessageBar layout="multiline">
          <MessageBarBody>{withheld}</MessageBarBody>
        </MessageBar>
      )}
      {children}
      <OutLink href={link.href}>{link.title}</OutLink>
      {readAt !== null && (
        <Caption1 className={styles.quiet}>
          {tab.device.readAt} {formats.dateTime(new Date(readAt))}
        </Caption1>
      )}
    </Surface>
  );
}

export function Part({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  const styles = useStyles();
  return (
    <section className={styles.part}>
      <Heading as="h3">{title}</Heading>
      {children}
    </section>
  );
}

export function Facts({
  facts,
}: {
  readonly facts: readonly {
    readonly label: string;
    readonly text?: string;
    readonly at?: string;
  }[];
}): ReactNode {
  const styles = useStyles();
  return (
    <dl className={styles.facts}>
      {facts.flatMap(({ label, text, at }, index) => [
        // Two may have the same label.
        <dt key={`${index}.`}>{label}</dt>,
        <dd key={index}>
          {text}
          {text !== undefined && at !== undefined && " "}
          {at !== undefined && <Time at={at} />}
        </dd>,
      ])}
    </dl>
  );
}

/** What keeps evidence from asking, and until which day. */
export function Held({
  holding: { text, until },
}: {
  readonly holding: Holding;
}): ReactNode {
  const { formats } = useMessages();
  return until === null ? text : `${text} ${formats.day(new Date(until))}`;
}

/** A list, each of whose lines has something beside it: when that was, mostly. */
export function LineList({
  isOrdered = false,
  lines,
}: {
  readonly isOrdered?: boolean;
  readonly lines: readonly {
    readonly what: ReactNode;
    readonly beside: ReactNode;
  }[];
}): ReactNode {
  const styles = useStyles();
  const Element = isOrdered ? "ol" : "ul";
  return (
    <Element className={styles.lines}>
      {lines.map(({ what, beside }, index) => (
        <li key={index} className={styles.line}>
          <span>{what}</span>
          <Caption1 className={styles.quiet}>{beside}</Caption1>
        </li>
      ))}
    </Element>
  );
}

/** Devices as links to themselves. */
export function DeviceLinks({
  devices,
}: {
  readonly devices: readonly (DeviceSummary & {
    readonly compliance?: string;
  })[];
}): ReactNode {
  const styles = useStyles();
  const { tab } = useMessages();
  if (devices.length === 0)
    return <Body1 className={styles.quiet}>{tab.person.none}</Body1>;
  return (
    <ul className={styles.list}>
      {devices.map((device) => (
        <li key={device.id}>
          <Link href={formatRoute({ page: "device", id: device.id })}>
            {device.name}
          </Link>{" "}
          <Caption1 className={styles.quiet}>
            {[device.model, device.compliance].filter(Boolean).join(" · ")}
          </Caption1>
        </li>
      ))}
    </ul>
  );
}
