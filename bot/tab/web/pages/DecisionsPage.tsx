import {
  Caption1,
  Title2,
  ToggleButton,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { DataBarVerticalRegular } from "@fluentui/react-icons/svg/data-bar-vertical";
import { useRef, useState, type ReactNode } from "react";
import type { Decisions } from "../../api/shapes.ts";
import {
  AcceptanceChart,
  ChartLegend,
  OutcomeChart,
} from "../parts/charts.tsx";
import { toPeriods, type Period } from "../parts/decisionPeriods.ts";
import { DataTable, PageFrame, Surface } from "../parts/page.tsx";
import { Empty, Read } from "../parts/parts.tsx";
import { useReading, useMessages } from "../data/tabContext.ts";

const useStyles = makeStyles({
  figures: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(220px, 1fr))",
    gap: tokens.spacingHorizontalM,
  },
  figure: { display: "grid", gap: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground3 },
  buttons: { display: "flex", gap: tokens.spacingHorizontalXXS },
});

/** How long back, and how many days one bar stands for. */
const SPANS = [
  { days: 14, length: 1 },
  { days: 30, length: 1 },
  { days: 90, length: 7 },
] as const;

const ALWAYS = () => true;
/** All answers of the time are counted for it. */
const REST_MS = 15_000;

/** What became of proposals over time, and how often people agreed. */
export default function DecisionsPage(): ReactNode {
  const styles = useStyles();
  const { tab, formats } = useMessages();
  const t = tab.decisions;
  const [span, setSpan] = useState<(typeof SPANS)[number]>(SPANS[1]);
  const [asTable, setAsTable] = useState(false);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const shown = useReading<Decisions>(
    `decisions/${span.days}/${timeZone}`,
    (api) =>
      api.get(
        `decisions?${new URLSearchParams({ days: String(span.days), zone: timeZone })}`,
      ),
    ALWAYS,
    REST_MS,
  );
  const before = useRef<Decisions | null>(null);
  if (shown.data) before.current = shown.data;
  // The days are days of a calendar, in no zone any more.
  const day = new Intl.DateTimeFormat(formats.locale, {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  const dayOf = (period: Period) => day.format(new Date(period.day));

  return (
    <PageFrame
      title={tab.pages.decisions}
      beside={
        <div className={styles.buttons} role="group" aria-label={t.period}>
          {SPANS.map((one) => (
            <ToggleButton
              key={one.days}
              size="small"
              appearance="subtle"
              checked={one === span}
              onClick={() => setSpan(one)}
            >
              {t.days({ count: one.days })}
            </ToggleButton>
          ))}
        </div>
      }
    >
      <Read of={{ ...shown, data: shown.data ?? before.current }} lines={9}>
        {(decisions) => {
          const periods = toPeriods(decisions.days, span.length);
          const total = toPeriods(
            decisions.days,
            Math.max(1, decisions.days.length),
          )[0];
          const hasAny =
            total &&
            total.approved + total.rejected + total.expired + total.undone > 0;
          return (
            <>
              <div className={styles.figures}>
                <Surface>
                  <div className={styles.figure}>
                    <Caption1>{t.acceptance}</Caption1>
                    <Title2>
                      {decisions.acceptance === null
                        ? t.noAnswers
                        : formats.percent(decisions.acceptance)}
                    </Title2>
                    <Caption1 className={styles.quiet}>
                      {t.acceptanceHint}
                    </Caption1>
                  </div>
                </Surface>
                <Surface>
                  <div className={styles.figure}>
                    <Caption1>{t.median}</Caption1>
                    <Title2>
                      {decisions.medianMsToAnswer === null
                        ? t.noAnswers
                        : formats.duration(decisions.medianMsToAnswer)}
                    </Title2>
                    <Caption1 className={styles.quiet}>{t.medianHint}</Caption1>
                  </div>
                </Surface>
              </div>
              <Surface
                title={t.overTime}
                beside={
                  hasAny && (
                    <ToggleButton
                      size="small"
                      appearance="subtle"
                      checked={asTable}
                      onClick={() => setAsTable(!asTable)}
                    >
                      {t.asTable}
                    </ToggleButton>
                  )
                }
              >
                {!hasAny || !total ? (
                  <Empty
                    icon={<DataBarVerticalRegular fontSize={32} aria-hidden />}
                    title={t.none}
                    hint={t.noneHint}
                  />
                ) : asTable ? (
                  <DataTable
                    label={t.overTime}
                    rows={periods.toReversed()}
                    keyOf={(period) => period.day}
                    columns={[
                      { title: t.from, cell: dayOf, speaksForItself: true },
                      ...(
                        ["approved", "rejected", "expired", "undone"] as const
                      ).map((key) => ({
                        title: t[key],
                        cell: (period: Period) => formats.number(period[key]),
                      })),
                      {
                        title: t.acceptance,
                        cell: ({ acceptance }) =>
                          acceptance === null
                            ? t.noAnswers
                            : formats.percent(acceptance),
                      },
                    ]}
                  />
                ) : (
                  <>
                    <Caption1 className={styles.quiet}>
                      {span.length === 1 ? t.perDay : t.perWeek}
                    </Caption1>
                    <OutcomeChart
                      periods={periods}
                      label={`${t.overTime}. ${t.summary({
                        approved: total.approved,
                        rejected: total.rejected,
                        expired: total.expired,
                        undone: total.undone,
                      })}`}
                      dayOf={dayOf}
                    />
                    <ChartLegend />
                  </>
                )}
              </Surface>
              {hasAny && !asTable && (
                <Surface title={t.acceptance}>
                  <AcceptanceChart
                    periods={periods}
                    label={`${t.acceptance}: ${
                      decisions.acceptance === null
                        ? t.noAnswers
                        : formats.percent(decisions.acceptance)
                    }`}
                    dayOf={dayOf}
                  />
                </Surface>
              )}
            </>
          );
        }}
      </Read>
    </PageFrame>
  );
}
