import {
  Button,
  Checkbox,
  Field,
  Input,
  Select,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { FilterRegular } from "@fluentui/react-icons/svg/filter";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import {
  countFilters,
  MOST_WORDS,
  tidyQueue,
  type Queue,
} from "../data/queue.ts";
import { useMessages } from "../data/tabContext.ts";

const useStyles = makeStyles({
  filter: {
    display: "grid",
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  line: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    alignItems: "center",
  },
  search: { flex: "1 1 180px", minWidth: 0 },
  sort: { flex: "1 1 150px", minWidth: 0 },
  // Its longest entry would make it wider than its place.
  select: { width: "100%", minWidth: 0 },
  more: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(140px, 100%), 1fr))",
    gap: tokens.spacingVerticalS,
    alignItems: "end",
  },
});

/** What is typed counts after a moment: nobody waits for a button, and not every letter is sought. */
const TYPED_MS = 400;

interface Props {
  readonly queue: Queue;
  /** `replace`: Back does not go through what was typed letter by letter. */
  readonly onQueue: (queue: Queue, how?: "replace") => void;
}

/** Narrows the queue and puts it into another order. */
export function QueueFilter({ queue, onQueue }: Props): ReactNode {
  const styles = useStyles();
  const t = useMessages().tab.queue;
  const count = countFilters(queue);
  const [isOpen, setIsOpen] = useState(
    countFilters(queue) > (queue.device === undefined ? 0 : 1),
  );
  const moreId = useId();
  const sorts = ["newest", "oldest", "strength", "expires", "device"] as const;
  const { place = "waiting" } = queue;
  const change = (
    change: { readonly [Field in keyof Queue]?: string },
    how?: "replace",
  ): void => onQueue(tidyQueue({ ...queue, ...change }), how);
  const choice = <Name extends "kind" | "certainty" | "origin">(
    name: Name,
    label: string,
    options: readonly (readonly [value: string, title: string])[],
  ): ReactNode => (
    <Field label={label} size="small">
      <Select
        size="small"
        select={{ className: styles.select }}
        value={queue[name] ?? ""}
        onChange={(_event, { value }) => change({ [name]: value })}
      >
        <option value="">{t.all}</option>
        {options.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </Select>
    </Field>
  );
  return (
    <div role="search" aria-label={t.label} className={styles.filter}>
      <div className={styles.line}>
        <Typed
          className={styles.search}
          label={t.device}
          value={queue.device ?? ""}
          onValue={(device, how) => change({ device }, how)}
          hasIcon
        />
      </div>
      <div className={styles.line}>
        <Select
          size="small"
          className={styles.sort}
          select={{ className: styles.select }}
          aria-label={t.sort}
          value={queue.sort ?? "newest"}
          onChange={(_event, { value }) => change({ sort: value })}
        >
          {sorts
            .filter(
              (sort) =>
                sort !== "expires" ||
                place === "waiting" ||
                place === "snoozed",
            )
            .map((sort) => (
              <option key={sort} value={sort}>
                {sort === "expires" && place === "snoozed"
                  ? t.wakesSoonest
                  : t.sorts[sort]}
              </option>
            ))}
        </Select>
        <Button
          size="small"
          icon={<FilterRegular />}
          aria-expanded={isOpen}
          aria-controls={isOpen ? moreId : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          {count === 0 ? t.filter : t.filters({ count })}
        </Button>
      </div>
      {isOpen && (
        <div id={moreId} className={styles.more}>
          <Field label={t.person} size="small">
            <Typed
              label={t.person}
              value={queue.person ?? ""}
              onValue={(person, how) => change({ person }, how)}
            />
          </Field>
          {choice("kind", t.fields.kind, Object.entries(t.kinds))}
          {choice("certainty", t.fields.certainty, Object.entries(t.certainty))}
          {choice("origin", t.fields.origin, Object.entries(t.origins))}
          <Checkbox
            label={t.staged}
            checked={queue.staged === "yes"}
            onChange={(_event, { checked }) =>
              change({ staged: checked ? "yes" : "" })
            }
          />
          {count > 0 && (
            <Button
              size="small"
              onClick={() =>
                onQueue(tidyQueue({ place: queue.place, sort: queue.sort }))
              }
            >
              {t.clear}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Typed({
  label,
  value,
  onValue,
  className,
  hasIcon = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string, how?: "replace") => void;
  readonly className?: string;
  readonly hasIcon?: boolean;
}): ReactNode {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  // The rest of the queue may change before the moment is over.
  const tell = useRef(onValue);
  tell.current = onValue;
  // By Back, or by taking the filters away.
  if (told.current !== value) {
    told.current = value;
    setTyped(value);
  }
  useEffect(() => {
    const text = typed.trim();
    if (text === told.current) return;
    const timer = setTimeout(() => {
      const isFirst = told.current === "" || text === "";
      told.current = text;
      tell.current(text, isFirst ? undefined : "replace");
    }, TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Input
      size="small"
      type="search"
      {...(className ? { className } : {})}
      {...(hasIcon
        ? { contentBefore: <SearchRegular aria-hidden />, placeholder: label }
        : {})}
      aria-label={label}
      maxLength={MOST_WORDS}
      value={typed}
      onChange={(_event, data) => setTyped(data.value)}
    />
  );
}
