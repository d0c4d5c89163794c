import {
  Badge,
  Body1,
  Caption1,
  Link,
  Title3,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { LaptopRegular } from "@fluentui/react-icons/svg/laptop";
import { useRef, useState, type ReactNode } from "react";
import type { Board } from "../../api/shapes.ts";
import { DataTable, PageFrame, Paging, Surface } from "../parts/page.tsx";
import { Empty, Read, Time } from "../parts/parts.tsx";
import { formatRoute } from "../data/route.ts";
import { useReading, useMessages } from "../data/tabContext.ts";

const useStyles = makeStyles({
  stages: {
    listStyle: "none",
    margin: 0,
    padding: 0,
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(110px, 1fr))",
    gap: tokens.spacingHorizontalM,
  },
  stage: {
    display: "grid",
    alignContent: "start",
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  counts: { display: "flex", gap: tokens.spacingHorizontalS },
});

const ALWAYS = () => true;

/** Staged devices: how many stand where, and those still waiting for their person. */
export default function BoardPage(): ReactNode {
  const styles = useStyles();
  const { tab, formats } = useMessages();
  const [page, setPage] = useState(0);
  const shown = useReading<Board>(
    `board/${page}`,
    (api) => api.get(`board?page=${page}`),
    ALWAYS,
  );
  // The page that was there stays until the next one is.
  const before = useRef<Board | null>(null);
  if (shown.data) before.current = shown.data;
  return (
    <PageFrame title={tab.pages.board}>
      <Read of={{ ...shown, data: before.current }} lines={9}>
        {(board) => (
          <>
            <ul className={styles.stages} aria-label={tab.board.stages}>
              {board.stages.map(({ title, devices }) => (
                <li key={title} className={styles.stage}>
                  <Title3>{formats.number(devices)}</Title3>
                  <Caption1 className={styles.quiet}>{title}</Caption1>
                </li>
              ))}
            </ul>
            {board.contradicted.length > 0 && (
              <Surface title={tab.board.contradicted}>
                <DataTable
                  label={tab.board.contradicted}
                  rows={board.contradicted}
                  keyOf={({ device }) => device.id}
                  columns={[
                    {
                      title: tab.board.device,
                      speaksForItself: true,
                      isName: true,
                      cell: ({ device }) => (
                        <Link
                          href={formatRoute({ page: "device", id: device.id })}
                        >
                          {device.name}
                        </Link>
                      ),
                    },
                    {
                      title: tab.board.saidBy,
                      isName: true,
                      cell: ({ saidBy }) => saidBy,
                    },
                    {
                      title: tab.board.saidAt,
                      cell: ({ saidAt }) => <Time at={saidAt} />,
                    },
                  ]}
                />
              </Surface>
            )}
            <Surface
              title={tab.board.waiting}
              beside={
                <div className={styles.counts}>
                  {board.waiting > 0 && (
                    <Badge appearance="tint" color="informative">
                      {tab.board.waitingCount({ count: board.waiting })}
                    </Badge>
                  )}
                  {board.stuck > 0 && (
                    <Badge appearance="tint" color="warning">
                      {tab.board.stuckCount({ count: board.stuck })}
                    </Badge>
                  )}
                </div>
              }
            >
              {board.rows.length === 0 ? (
                <Empty
                  icon={<LaptopRegular fontSize={32} aria-hidden />}
                  title={tab.board.none}
                  hint={tab.board.noneHint}
                />
              ) : (
                <DataTable
                  label={tab.board.waiting}
                  rows={board.rows}
                  keyOf={({ device }) => device.id}
                  columns={[
                    {
                      title: tab.board.device,
                      speaksForItself: true,
                      isName: true,
                      cell: ({ device, isStuck }) => (
                        <>
                          <Link
                            href={formatRoute({
                              page: "device",
                              id: device.id,
                            })}
                          >
                            {device.name}
                          </Link>{" "}
                          {isStuck && (
                            <Badge appearance="tint" color="warning">
                              {tab.board.stuck}
                            </Badge>
                          )}
                          <br />
                          <Caption1 className={styles.quiet}>
                            {[device.model, device.serialNumber]
                              .filter(Boolean)
                              .join(" · ")}
                          </Caption1>
                        </>
                      ),
                    },
                    {
                      title: tab.board.stage,
                      cell: ({ stage }) => <Body1>{stage}</Body1>,
                    },
                    {
                      title: tab.board.stagedBy,
                      isName: true,
                      cell: ({ stagedBy }) => stagedBy,
                    },
                    {
                      title: tab.board.enrolled,
                      cell: ({ enrolledAt }) => <Time at={enrolledAt} />,
                    },
                  ]}
                />
              )}
              <Paging page={page} pages={board.pages} onPage={setPage} />
            </Surface>
          </>
        )}
      </Read>
    </PageFrame>
  );
}
