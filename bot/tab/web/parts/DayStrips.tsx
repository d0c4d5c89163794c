import {
  Caption1,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { ShownDays } from "../../api/shapes.ts";
import { Part } from "./detail.tsx";
import { Time } from "./parts.tsx";

const useStyles = makeStyles({
  label: { color: tokens.colorNeutralForeground3 },
  text: { margin: 0, overflowWrap: "anywhere" },
  strips: {
    listStyle: "none",
    margin: 0,
    padding: 0,
    display: "grid",
    gap: tokens.spacingVerticalS,
    "& li": { display: "grid", gap: tokens.spacingVerticalXXS },
  },
  strip: { display: "flex", gap: "1px", maxWidth: "420px" },
  day: {
    flex: "1 1 0",
    height: "12px",
    boxSizing: "border-box",
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  here: {
    backgroundColor: tokens.colorCompoundBrandBackground,
    "@media (forced-colors: active)": {
      backgroundColor: "CanvasText",
      forcedColorAdjust: "none",
    },
  },
  week: { marginInlineStart: tokens.spacingHorizontalXS },
});

const WEEK = 7;

/** A row for each person, a square for each day; in words for whoever does not see them. */
export function DayStrips({ days }: { readonly days: ShownDays }): ReactNode {
  const styles = useStyles();
  return (
    <Part title={days.title}>
      <ul className={styles.strips}>
        {days.rows.map(({ name, seen, said }, index) => (
          <li key={index}>
            <span className={styles.text}>{name}</span>
            <span className={styles.strip} aria-hidden>
              {seen.map((isHere, day) => (
                <span
                  key={day}
                  className={mergeClasses(
                    styles.day,
                    isHere && styles.here,
                    day % WEEK === 0 && day > 0 && styles.week,
                  )}
                />
              ))}
            </span>
            <Caption1 className={styles.label}>{said}</Caption1>
          </li>
        ))}
      </ul>
      {days.notes.map((note) => (
        <Caption1 key={note} className={styles.label}>
          {note}
        </Caption1>
      ))}
      {days.sources.map(({ text, at }) => (
        <Caption1 key={text} className={styles.label}>
          {text} {at !== null && <Time at={at} />}
        </Caption1>
      ))}
    </Part>
  );
}
