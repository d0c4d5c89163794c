import {
  Body1,
  Button,
  Caption1,
  Link,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useRef, type ReactNode } from "react";
import { Heading } from "../parts/parts.tsx";
import { formatRoute } from "../data/route.ts";
import { useTab } from "../data/tabContext.ts";
import type { Queue } from "../data/queue.ts";
import type { Outcomes } from "./SeveralActs.tsx";

const useStyles = makeStyles({
  outcomes: {
    display: "grid",
    gap: tokens.spacingVerticalS,
    justifyItems: "start",
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
  list: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    display: "grid",
    gap: tokens.spacingVerticalXS,
    overflowWrap: "anywhere",
  },
});

/** What came of several: how many were done, each that was not, with why, and each that nobody knows of yet. */
export default function SeveralOutcomes({
  outcomes: { act, answers },
  queue,
  onDismiss,
}: {
  readonly outcomes: Outcomes;
  readonly queue: Queue;
  readonly onDismiss: () => void;
}): ReactNode {
  const styles = useStyles();
  const { messages, announce } = useTab();
  const { acts, queue: t } = messages.tab;
  const heading = useRef<HTMLHeadingElement>(null);
  const done = answers.filter(({ kind }) => kind === "done");
  const left = answers.filter(
    ({ kind }) => kind !== "done" && kind !== "checking",
  );
  const checked = answers.filter(({ kind }) => kind === "checking");
  const stillChecked =
    checked.length > 0 ? t.stillChecked({ count: checked.length }) : null;
  const title = [
    t.done[act]({ count: done.length }),
    ...(left.length > 0 ? [t.notDone({ count: left.length })] : []),
  ].join(" ");
  useEffect(() => {
    announce([title, stillChecked ?? ""].join(" ").trim());
    heading.current?.focus();
  }, [answers]);
  return (
    <section aria-label={t.outcomes} className={styles.outcomes}>
      <Heading as="h3" ref={heading}>
        {title}
      </Heading>
      <Rows of={left} queue={queue} />
      {stillChecked && <Body1>{stillChecked}</Body1>}
      <Rows of={checked} queue={queue} />
      <Button size="small" onClick={onDismiss}>
        {acts.dismiss}
      </Button>
    </section>
  );
}

/** Each with what there is to say about it, and the way to its page. */
function Rows({
  of,
  queue,
}: {
  readonly of: Outcomes["answers"];
  readonly queue: Queue;
}): ReactNode {
  const styles = useStyles();
  if (of.length === 0) return null;
  return (
    <ul className={styles.list}>
      {of.map(({ id, device, message }) => (
        <li key={id}>
          <Link inline href={formatRoute({ page: "proposals", id, queue })}>
            {device}
          </Link>
          <Caption1 block>{message}</Caption1>
        </li>
      ))}
    </ul>
  );
}
