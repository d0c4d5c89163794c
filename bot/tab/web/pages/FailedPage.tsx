import {
  Body1,
  Button,
  Title3,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { TabMessages } from "../data/tabMessages.ts";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    gap: tokens.spacingVerticalM,
    maxWidth: "480px",
    margin: "0 auto",
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
  },
});

/** Instead of the tab: why there is none, and what to do. */
export function FailedPage({
  title,
  hint,
  messages,
  again,
}: {
  readonly title: string;
  readonly hint: string;
  readonly messages: TabMessages;
  readonly again?: () => void;
}): ReactNode {
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <Title3 as="h1">{title}</Title3>
      <Body1>{hint}</Body1>
      {again && (
        <Button appearance="primary" onClick={again}>
          {messages.tab.again}
        </Button>
      )}
    </main>
  );
}
