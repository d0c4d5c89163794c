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
import type { DeviceSummary } from "../../api/shapes.ts";
import { Surface } from "./page.tsx";
import { Heading, Time } from "./parts.tsx";
import { formatRoute } from "../data/route.ts";
import { useMessages } from "../data/tabContext.ts";

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
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** It is read from Microsoft, for each reader: with every change of any proposal that would be more than a tenant is allowed. */
export const LIVE_REST_MS = 30_000;

/** One device or person: the frame both have. Takes the keyboard once it is read, as somebody went there. */
export function CardDetail({
  title,
  below,
  onBack,
  children,
}: {
  readonly title: string;
  readonly below: string;
  readonly onBack: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const styles = useStyles();
  const { tab } = useMessages();
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
        <Caption1 className={styles.quiet}>{below}</Caption1>
      </div>
      {children}
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

export function Withheld({ why }: { readonly why: string | null }): ReactNode {
  if (why === null) return null;
  return (
    <MessageBar layout="multiline">
      <MessageBarBody>{why}</MessageBarBody>
    </MessageBar>
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
