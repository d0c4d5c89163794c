import {
  Button,
  Caption1,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import { ChevronLeftRegular } from "@fluentui/react-icons/svg/chevron-left";
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right";
import type { ReactNode } from "react";
import { Heading } from "./parts.tsx";
import { useMessages } from "../data/tabContext.ts";

const NARROW = "@media (max-width: 639px)";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    width: "100%",
    maxWidth: "1280px",
    boxSizing: "border-box",
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    [NARROW]: {
      padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    },
  },
  head: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalM,
  },
  surface: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: tokens.spacingHorizontalL,
    display: "grid",
    gap: tokens.spacingVerticalM,
    minWidth: 0,
  },
  paging: {
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    gap: tokens.spacingHorizontalM,
  },
  table: {
    width: "100%",
    borderCollapse: "collapse",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    "& th": {
      textAlign: "start",
      fontWeight: tokens.fontWeightSemibold,
      color: tokens.colorNeutralForeground2,
      fontSize: tokens.fontSizeBase200,
      whiteSpace: "nowrap",
    },
    "& th, & td": {
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
      borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
      verticalAlign: "top",
      overflowWrap: "break-word",
    },
    "& td:last-child": { overflowWrap: "anywhere" },
    // However long a name is, the columns after it stay in sight.
    "& [data-name]": {
      display: "inline-block",
      maxWidth: "240px",
      verticalAlign: "top",
      overflowWrap: "break-word",
      [NARROW]: { maxWidth: "100%", overflowWrap: "anywhere" },
    },
    "& td:first-child, & th:first-child": { paddingInlineStart: 0 },
  },
  /** On a phone each row is a block of lines, each after its column's name. */
  stacked: {
    [NARROW]: {
      "& thead": {
        position: "absolute",
        width: "1px",
        height: "1px",
        overflow: "hidden",
        clipPath: "inset(50%)",
      },
      "& tbody, & tr, & td": { display: "block" },
      "& tr": {
        paddingBlock: tokens.spacingVerticalS,
        borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
      },
      "& td": { padding: "0", borderBottomStyle: "none" },
      "& td:empty": { display: "none" },
      "& td[data-label]::before": {
        content: "attr(data-label) ' '",
        color: tokens.colorNeutralForeground3,
      },
    },
  },
});

/** A page's frame: its heading and what stands beside it. */
export function PageFrame({
  title,
  beside,
  children,
}: {
  readonly title: string;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <Heading as="h1">{title}</Heading>
        {beside}
      </div>
      {children}
    </div>
  );
}

export function Surface({
  title,
  beside,
  children,
}: {
  readonly title?: string;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const styles = useStyles();
  return (
    <section className={styles.surface} aria-label={title}>
      {(title !== undefined || beside) && (
        <div className={styles.head}>
          {title !== undefined && <Heading as="h2">{title}</Heading>}
          {beside}
        </div>
      )}
      {children}
    </section>
  );
}

interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** On a phone its value needs no name before it. */
  readonly speaksForItself?: boolean;
  /** Somebody else chose its text, at any length and without a space. */
  readonly isName?: boolean;
}

export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
}: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
}): ReactNode {
  const styles = useStyles();
  return (
    <table
      className={mergeClasses(styles.table, styles.stacked)}
      aria-label={label}
    >
      <thead>
        <tr>
          {columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ title, cell, speaksForItself, isName }) => (
              <td
                key={title}
                {...(speaksForItself ? {} : { "data-label": title })}
              >
                {isName ? <span data-name>{cell(row)}</span> : cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** @param page from 0. */
export function Paging({
  page,
  pages,
  onPage,
}: {
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}): ReactNode {
  const { tab } = useMessages();
  if (pages <= 1) return null;
  return (
    <Turning
      said={tab.page({ page: page + 1, pages })}
      onPrevious={page === 0 ? null : () => onPage(page - 1)}
      onNext={page >= pages - 1 ? null : () => onPage(page + 1)}
    />
  );
}

/** To the pages before and after: null where there is none. */
export function Turning({
  said,
  onPrevious,
  onNext,
}: {
  readonly said: string;
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
}): ReactNode {
  const styles = useStyles();
  const { tab } = useMessages();
  return (
    <div className={styles.paging}>
      <Button
        appearance="subtle"
        icon={<ChevronLeftRegular />}
        aria-label={tab.previousPage}
        disabledFocusable={onPrevious === null}
        onClick={() => onPrevious?.()}
      />
      <Caption1 aria-live="polite">{said}</Caption1>
      <Button
        appearance="subtle"
        icon={<ChevronRightRegular />}
        aria-label={tab.nextPage}
        disabledFocusable={onNext === null}
        onClick={() => onNext?.()}
      />
    </div>
  );
}
