import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({
  row: {
    color: tokens.colorNeutralForeground1,
    textDecorationLine: "none",
    // In high contrast these backgrounds are bright: then all letters on them are dark.
    ":hover": {
      backgroundColor: tokens.colorSubtleBackgroundHover,
      color: tokens.colorNeutralForeground1Hover,
    },
    ":hover [data-quiet]": { color: "inherit" },
    ":focus-visible": {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
    },
  },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    color: tokens.colorNeutralForeground1Selected,
    "& [data-quiet]": { color: "inherit" },
  },
});

/** The class of a row of a list that is a link as a whole; `data-quiet` marks its paler letters. */
export function useLinkRow(isChosen: boolean): string {
  const styles = useStyles();
  return mergeClasses(styles.row, isChosen && styles.chosen);
}
