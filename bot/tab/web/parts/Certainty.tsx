import {
  Caption1,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { ProposalSummary } from "../../api/shapes.ts";
import { useMessages } from "../data/tabContext.ts";

const useStyles = makeStyles({
  certainty: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
  },
  bars: { display: "inline-flex", gap: "2px", flexShrink: 0 },
  bar: {
    width: "10px",
    height: "6px",
    boxSizing: "border-box",
    borderRadius: tokens.borderRadiusSmall,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  full: {
    backgroundColor: tokens.colorNeutralStrokeAccessible,
    "@media (forced-colors: active)": {
      backgroundColor: "CanvasText",
      forcedColorAdjust: "none",
    },
  },
});

const BARS = { sure: 3, likely: 2, unsure: 1 } as const;

/** How sure the evidence is: in words, and as bars for those who look over many. */
export function Certainty({
  of: certainty,
}: {
  readonly of: NonNullable<ProposalSummary["certainty"]>;
}): ReactNode {
  const styles = useStyles();
  const t = useMessages().tab.queue;
  return (
    <span className={styles.certainty} data-quiet>
      <span className={styles.bars} aria-hidden>
        {[1, 2, 3].map((bar) => (
          <span
            key={bar}
            className={mergeClasses(
              styles.bar,
              bar <= BARS[certainty] && styles.full,
            )}
          />
        ))}
      </span>
      <Caption1>{t.certainty[certainty]}</Caption1>
    </span>
  );
}
