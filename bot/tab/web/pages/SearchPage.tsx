import {
  Body1,
  Caption1,
  SearchBox,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import { LaptopRegular } from "@fluentui/react-icons/svg/laptop";
import { PersonRegular } from "@fluentui/react-icons/svg/person";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { DeviceDetail } from "./DeviceView.tsx";
import { Surface, PageFrame } from "../parts/page.tsx";
import { Empty, Read } from "../parts/parts.tsx";
import { PersonDetail } from "./PersonView.tsx";
import { formatRoute, type Route } from "../data/route.ts";
import { useSearch, useSettled } from "../data/search.ts";
import { useTab } from "../data/tabContext.ts";
import { useLinkRow } from "../parts/linkRow.ts";

type Details = Extract<Route, { page: "device" | "person" }>;

const TWO_COLUMNS = "@media (min-width: 760px)";
const ONE_COLUMN = "@media (max-width: 759px)";

const useStyles = makeStyles({
  columns: {
    display: "grid",
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: "minmax(0, 1fr)",
    alignItems: "start",
  },
  two: {
    [TWO_COLUMNS]: {
      gridTemplateColumns: "minmax(260px, 340px) minmax(0, 1fr)",
    },
  },
  found: { display: "grid", gap: tokens.spacingVerticalL },
  onlyWide: { [ONE_COLUMN]: { display: "none" } },
  search: { width: "100%", maxWidth: "none" },
  list: { listStyle: "none", margin: 0, padding: 0 },
  row: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    marginInline: `calc(-1 * ${tokens.spacingHorizontalS})`,
    borderRadius: tokens.borderRadiusMedium,
  },
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  text: { display: "grid", minWidth: 0, overflowWrap: "anywhere" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** What was typed last, so that it is there on the way back. */
let typedLast = "";

/** Devices and people, and one of them in full. */
export default function SearchPage({
  shown,
}: {
  readonly shown: Details | null;
}): ReactNode {
  const styles = useStyles();
  const { messages, go } = useTab();
  const { tab } = messages;
  const [typed, setTyped] = useState(typedLast);
  const asked = useSettled(typed.trim());
  const field = useRef<HTMLInputElement>(null);
  const isDetail = shown !== null;
  const wasDetail = useRef(isDetail);
  useEffect(() => {
    if (wasDetail.current && !isDetail) field.current?.focus();
    wasDetail.current = isDetail;
  }, [isDetail]);
  return (
    <PageFrame title={tab.pages.search}>
      <div className={isDetail ? styles.onlyWide : undefined}>
        <SearchBox
          ref={field}
          className={styles.search}
          aria-label={tab.search.label}
          placeholder={tab.search.hint}
          value={typed}
          autoComplete="off"
          maxLength={200}
          onChange={(_event, { value }) => {
            typedLast = value;
            setTyped(value);
          }}
        />
      </div>
      <div className={mergeClasses(styles.columns, isDetail && styles.two)}>
        <div className={isDetail ? styles.onlyWide : undefined}>
          <Results asked={asked} shown={shown} />
        </div>
        {shown?.page === "device" && (
          <DeviceDetail
            key={shown.id}
            id={shown.id}
            onBack={() => go({ page: "search" })}
          />
        )}
        {shown?.page === "person" && (
          <PersonDetail
            key={shown.id}
            id={shown.id}
            onBack={() => go({ page: "search" })}
          />
        )}
      </div>
    </PageFrame>
  );
}

function Results({
  asked,
  shown,
}: {
  readonly asked: string;
  readonly shown: Details | null;
}): ReactNode {
  const styles = useStyles();
  const { messages, announce } = useTab();
  const t = messages.tab.search;
  const query = useSearch(asked);
  const { data } = query;
  useEffect(() => {
    if (asked !== "" && data)
      announce(t.found({ count: data.devices.length + data.people.length }));
  }, [asked, data, announce, t]);
  return (
    <Read of={query}>
      {({ devices, people }) =>
        devices.length + people.length === 0 ? (
          <Empty
            icon={<SearchRegular fontSize={32} aria-hidden />}
            title={asked === "" ? t.nothingYet : t.nothing}
            hint={asked === "" ? t.nothingYetHint : t.nothingHint}
          />
        ) : (
          <div className={styles.found}>
            {asked === "" && (
              <Caption1 className={styles.quiet}>{t.recent}</Caption1>
            )}
            {devices.length > 0 && (
              <Surface title={t.devices}>
                <ul className={styles.list}>
                  {devices.map((device) => (
                    <Row
                      key={device.id}
                      to={{ page: "device", id: device.id }}
                      shown={shown}
                      title={device.name}
                      detail={[
                        device.primaryUser ?? t.noPrimaryUser,
                        device.model,
                        device.serialNumber,
                      ]}
                    />
                  ))}
                </ul>
              </Surface>
            )}
            {people.length > 0 && (
              <Surface title={t.people}>
                <ul className={styles.list}>
                  {people.map((person) => (
                    <Row
                      key={person.id}
                      to={{ page: "person", id: person.id }}
                      shown={shown}
                      title={person.name}
                      detail={[person.upn, person.department]}
                    />
                  ))}
                </ul>
              </Surface>
            )}
          </div>
        )
      }
    </Read>
  );
}

function Row({
  to,
  shown,
  title,
  detail,
}: {
  readonly to: Details;
  readonly shown: Details | null;
  readonly title: string;
  readonly detail: readonly (string | null)[];
}): ReactNode {
  const styles = useStyles();
  const isShown = shown?.page === to.page && shown.id === to.id;
  const Icon = to.page === "device" ? LaptopRegular : PersonRegular;
  return (
    <li>
      <a
        href={formatRoute(to)}
        className={mergeClasses(useLinkRow(isShown), styles.row)}
        aria-current={isShown || undefined}
      >
        <Icon className={styles.icon} fontSize={20} data-quiet aria-hidden />
        <span className={styles.text}>
          <Body1>{title}</Body1>
          <Caption1 className={styles.quiet} data-quiet>
            {detail.filter(Boolean).join(" · ")}
          </Caption1>
        </span>
      </a>
    </li>
  );
}
