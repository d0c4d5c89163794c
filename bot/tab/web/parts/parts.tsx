import {
  Badge,
  Body1,
  Button,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Skeleton,
  SkeletonItem,
  Subtitle2,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { OpenRegular } from "@fluentui/react-icons/svg/open";
import { app } from "@microsoft/teams-js";
import { useEffect, type ReactNode, type Ref } from "react";
import type { ProposalSummary } from "../../api/shapes.ts";
import type { ApiError } from "../data/api.ts";
import { readLink } from "../data/readLink.ts";
import type { Shown } from "../data/tabContext.ts";
import { useTab, useMessages } from "../data/tabContext.ts";
import type { TabMessages } from "../data/tabMessages.ts";

const useStyles = makeStyles({
  empty: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    textAlign: "center",
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
    color: tokens.colorNeutralForeground2,
  },
  skeleton: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
  },
  openIcon: { marginInlineStart: tokens.spacingHorizontalXXS },
  /** It may be a sentence: then it has more lines than one. */
  state: {
    height: "auto",
    minHeight: "20px",
    justifyContent: "start",
    textAlign: "start",
    overflowWrap: "anywhere",
    borderRadius: tokens.borderRadiusXLarge,
  },
  nowrap: { whiteSpace: "nowrap" },
});

const useUnseenStyles = makeStyles({
  unseen: {
    position: "absolute",
    width: "1px",
    height: "1px",
    margin: 0,
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
});

/** The class of what only screen readers are told. */
export function useUnseen(): string {
  return useUnseenStyles().unseen;
}

const useHeadingStyles = makeStyles({
  heading: {
    ...typographyStyles.subtitle2,
    margin: 0,
    overflowWrap: "anywhere",
    ":focus": { outlineStyle: "none" },
  },
  large: typographyStyles.subtitle1,
});

/** A heading that may be given the keyboard, to be read from there on. */
export function Heading({
  as: Element,
  ref,
  isLarge = false,
  children,
}: {
  readonly as: "h1" | "h2" | "h3";
  readonly ref?: Ref<HTMLHeadingElement>;
  readonly isLarge?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const styles = useHeadingStyles();
  return (
    <Element
      {...(ref ? { ref, tabIndex: -1 } : {})}
      className={mergeClasses(styles.heading, isLarge && styles.large)}
    >
      {children}
    </Element>
  );
}

/** An instant in the reader's zone and language. */
export function Time({ at }: { readonly at: string }): ReactNode {
  const { formats } = useMessages();
  const styles = useStyles();
  const instant = new Date(at);
  return (
    <time dateTime={at} className={styles.nowrap}>
      {formats.dateTime(instant)}
    </time>
  );
}

/** A link out of the tab; nothing but its text where the address is not https. */
export function OutLink({
  href,
  children,
}: {
  readonly href: string;
  readonly children: string;
}): ReactNode {
  const styles = useStyles();
  const link = readLink(href);
  if (!link) return children;
  return (
    <Link
      href={link.href}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        if (!link.isInTeams) return;
        // Teams goes there itself, instead of opening a browser that opens Teams.
        event.preventDefault();
        void app.openLink(link.href);
      }}
    >
      {children}
      <OpenRegular className={styles.openIcon} aria-hidden />
    </Link>
  );
}

const COLORS = {
  neutral: "subtle",
  accent: "brand",
  good: "success",
  warning: "warning",
  attention: "danger",
} as const;

/** What state a proposal is in, in words; its colour only underlines them. */
export function StateBadge({
  tone,
  title,
}: Pick<ProposalSummary, "tone" | "title">): ReactNode {
  return (
    <Badge
      className={useStyles().state}
      appearance="tint"
      color={COLORS[tone]}
      size="medium"
    >
      {title}
    </Badge>
  );
}

export function Empty({
  title,
  hint,
  icon,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      {icon}
      <Subtitle2>{title}</Subtitle2>
      {hint && <Body1 align="center">{hint}</Body1>}
      {children}
    </div>
  );
}

/** Why something cannot be shown. The server's words where it said any. */
export function explain(error: ApiError, { tab }: TabMessages): string {
  if (error.said) return error.said;
  switch (error.kind) {
    case "offline":
      return tab.failures.offline;
    case "signed-out":
      return tab.failures.signedOut;
    case "no-consent":
      return tab.signIn.noConsentHint;
    case "refused":
      return tab.failures.refused;
    case "missing":
      return tab.failures.missing;
    case "changed":
      return tab.failures.changed;
    case "failed":
      return tab.failures.failed;
  }
}

export function FailureBar({
  error,
  again,
}: {
  readonly error: ApiError;
  readonly again?: () => void;
}): ReactNode {
  const { messages, announce } = useTab();
  const message = explain(error, messages);
  useEffect(() => announce(message), [message, announce]);
  return (
    <MessageBar intent={error.kind === "refused" ? "warning" : "error"}>
      <MessageBarBody>{message}</MessageBarBody>
      {again && (
        <MessageBarActions>
          <Button size="small" onClick={again}>
            {messages.tab.again}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

/** Lines where text will be. */
export function Lines({ count }: { readonly count: number }): ReactNode {
  const { tab } = useMessages();
  const styles = useStyles();
  return (
    <Skeleton aria-label={tab.loading} className={styles.skeleton}>
      {Array.from({ length: count }, (_, index) => (
        <SkeletonItem key={index} size={index % 3 === 0 ? 20 : 12} />
      ))}
    </Skeleton>
  );
}

/**
 * What was read; before that lines, and what to do when it could not be. A failure later leaves what was read before.
 */
export function Read<T>({
  of: shown,
  lines = 6,
  children,
}: {
  readonly of: Shown<T>;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}): ReactNode {
  const { data, error, again } = shown;
  if (data === null)
    return error ? (
      <FailureBar error={error} again={again} />
    ) : (
      <Lines count={lines} />
    );
  return (
    <>
      {error && error.kind !== "offline" && (
        <FailureBar error={error} again={again} />
      )}
      {children(data)}
    </>
  );
}
