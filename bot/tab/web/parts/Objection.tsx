import {
  Caption1Strong,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { WarningRegular } from "@fluentui/react-icons/svg/warning";
import type { ReactNode } from "react";
import type { ProposalSummary } from "../../api/shapes.ts";

const useStyles = makeStyles({
  line: {
    display: "flex",
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    overflowWrap: "anywhere",
    color: tokens.colorPaletteDarkOrangeForeground1,
  },
  short: {
    display: "-webkit-box",
    WebkitBoxOrient: "vertical",
    WebkitLineClamp: "3",
    overflow: "hidden",
  },
  // Beside the first of several lines.
  icon: { flexShrink: 0, marginBlockStart: "1px" },
});

type Contradicted = Pick<ProposalSummary, "objection">;

/** Whether somebody who knows where the device went says that it is wrong. */
export function isContradicted({ objection }: Contradicted): boolean {
  return Boolean(objection);
}

/** Who says that the proposal is wrong, and why; nothing where nobody does. */
export function Objection({
  to: { objection },
  shape,
}: {
  readonly to: Contradicted;
  /** `short`: its first lines, where opening the proposal shows all of it. */
  readonly shape: "bar" | "line" | "short";
}): ReactNode {
  const styles = useStyles();
  if (!objection) return null;
  return shape === "bar" ? (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{objection}</MessageBarBody>
    </MessageBar>
  ) : (
    <span className={styles.line}>
      <WarningRegular className={styles.icon} fontSize={14} aria-hidden />
      <Caption1Strong className={shape === "short" ? styles.short : undefined}>
        {objection}
      </Caption1Strong>
    </span>
  );
}
