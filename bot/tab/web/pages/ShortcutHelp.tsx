import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Switch,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useMessages } from "../data/tabContext.ts";

const useStyles = makeStyles({
  keys: {
    display: "grid",
    gridTemplateColumns: "max-content minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    marginBottom: tokens.spacingVerticalM,
    "& dd": { margin: 0 },
  },
  key: {
    fontFamily: tokens.fontFamilyMonospace,
    paddingInline: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusSmall,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
});

const KEYS = [
  ["next", ["j", "↓"]],
  ["previous", ["k", "↑"]],
  ["open", ["Enter"]],
  ["choose", ["x"]],
  ["approve", ["a"]],
  ["reject", ["r"]],
  ["snooze", ["s"]],
  ["search", ["/"]],
  ["help", ["?"]],
] as const;

/** Every key that does something, and the switch that turns them off. */
export default function ShortcutHelp({
  isOn,
  onTurn,
  onClose,
}: {
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => void;
  readonly onClose: () => void;
}): ReactNode {
  const styles = useStyles();
  const t = useMessages().tab.shortcuts;
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t.title}</DialogTitle>
          <DialogContent>
            <dl className={styles.keys}>
              {KEYS.map(([name, keys]) => (
                <div key={name} style={{ display: "contents" }}>
                  <dt>
                    {keys.map((key, index) => (
                      <span key={key}>
                        {index > 0 && " "}
                        <kbd className={styles.key}>{key}</kbd>
                      </span>
                    ))}
                  </dt>
                  <dd>{t.does[name]}</dd>
                </div>
              ))}
            </dl>
            <Switch
              label={t.on}
              checked={isOn}
              onChange={(_event, { checked }) => onTurn(checked)}
            />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {t.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
