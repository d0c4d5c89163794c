import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { SelectObjectRegular } from "@fluentui/react-icons/svg/select-object";
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type ReactNode,
} from "react";
import type { Place } from "../../api/shapes.ts";
import { Empty, useUnseen } from "../parts/parts.tsx";
import { ProposalDetail } from "./ProposalView.tsx";
import { ProposalList } from "./ProposalList.tsx";
import { useTab } from "../data/tabContext.ts";

/** Below this there is room for the list or the detail, not for both. */
const TWO_COLUMNS = "@media (min-width: 760px)";
const ONE_COLUMN = "@media (max-width: 759px)";

const useStyles = makeStyles({
  columns: {
    flexGrow: 1,
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    [TWO_COLUMNS]: {
      gridTemplateColumns: "minmax(300px, 380px) minmax(0, 1fr)",
      gridTemplateRows: "minmax(0, 1fr)",
      // Each column scrolls by itself.
      minHeight: 0,
    },
  },
  list: {
    backgroundColor: tokens.colorNeutralBackground2,
    [TWO_COLUMNS]: {
      overflowY: "auto",
      borderRight: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    },
  },
  detail: {
    backgroundColor: tokens.colorNeutralBackground1,
    [TWO_COLUMNS]: { overflowY: "auto" },
  },
  onlyWide: { [ONE_COLUMN]: { display: "none" } },
});

/** The list of proposals, and beside it (on a phone instead of it) the one that was chosen. */
export function ProposalsPage({
  id,
}: {
  readonly id: string | null;
}): ReactNode {
  const styles = useStyles();
  const { messages, go } = useTab();
  const unseen = useUnseen();
  const [place, setPlace] = useState<Place>("waiting");
  /** Chosen by hand: then the keyboard goes along, and back. */
  const [chosenByHand, setChosenByHand] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<string | null>(null);
  const goOn = useCallback(
    (to: string) => {
      setChosenByHand(to);
      go({ page: "proposals", id: to });
    },
    [go],
  );

  useEffect(() => {
    if (id !== null || cameFrom.current === null) return;
    const row = list.current?.querySelector<HTMLElement>(
      `[data-proposal="${CSS.escape(cameFrom.current)}"]`,
    );
    (row ?? list.current?.querySelector<HTMLElement>("h2"))?.focus();
    cameFrom.current = null;
  }, [id]);

  return (
    <div className={styles.columns}>
      <h1 className={unseen}>{messages.tab.pages.proposals}</h1>
      <div
        ref={list}
        className={mergeClasses(styles.list, id !== null && styles.onlyWide)}
      >
        <ProposalList
          place={place}
          onPlace={setPlace}
          chosen={id}
          onChoose={setChosenByHand}
        />
      </div>
      <section
        className={mergeClasses(styles.detail, id === null && styles.onlyWide)}
        aria-label={messages.tab.proposals.choose}
      >
        {id === null ? (
          <Empty
            icon={<SelectObjectRegular fontSize={32} aria-hidden />}
            title={messages.tab.proposals.choose}
            hint={messages.tab.proposals.chooseHint}
          />
        ) : (
          <ProposalDetail
            key={id}
            id={id}
            takesFocus={chosenByHand === id}
            onBack={() => {
              cameFrom.current = id;
              go({ page: "proposals", id: null });
            }}
            onReplaced={goOn}
          />
        )}
      </section>
    </div>
  );
}
