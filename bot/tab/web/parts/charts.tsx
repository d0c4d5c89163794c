import { Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { topOfScale, type Period } from "./decisionPeriods.ts";
import { useMessages } from "../data/tabContext.ts";

const useStyles = makeStyles({
  chart: {
    display: "block",
    width: "100%",
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase100,
    fill: tokens.colorNeutralForeground3,
  },
  grid: { stroke: tokens.colorNeutralStroke2 },
  legend: {
    listStyle: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    "& li": {
      display: "flex",
      alignItems: "center",
      gap: tokens.spacingHorizontalXS,
    },
  },
  dot: {
    fill: tokens.colorCompoundBrandBackground,
    stroke: tokens.colorNeutralBackground1,
  },
  line: { fill: "none", stroke: tokens.colorCompoundBrandBackground },
});

/** From the axis up. Each has its pattern as well as its colour. */
const KINDS = ["approved", "rejected", "expired", "undone"] as const;
type Kind = (typeof KINDS)[number];

const COLORS: Readonly<Record<Kind, string>> = {
  approved: tokens.colorPaletteGreenForeground1,
  rejected: tokens.colorPaletteRedForeground1,
  expired: tokens.colorNeutralForeground3,
  undone: tokens.colorPaletteDarkOrangeForeground1,
};

const HEIGHT = 200;
const TOP = 8;
const BOTTOM = 24;
const LEFT = 36;
const WIDEST_BAR = 32;

interface ChartProps {
  readonly periods: readonly Period[];
  /** What somebody who does not see the chart is told in its place; the figures are in the table. */
  readonly label: string;
  readonly dayOf: (period: Period) => string;
}

/** How many proposals were approved, rejected, expired and undone, as bars on top of each other. */
export function OutcomeChart({ periods, label, dayOf }: ChartProps): ReactNode {
  const patterns = useId();
  const { tab, formats } = useMessages();
  const most = Math.max(
    ...periods.map((period) =>
      KINDS.reduce((sum, kind) => sum + period[kind], 0),
    ),
  );
  const top = topOfScale(most);
  return (
    <Chart
      periods={periods}
      label={label}
      dayOf={dayOf}
      marks={[0, top / 2, top]
        .filter(Number.isInteger)
        .map((value) => [value / top, formats.number(value)])}
    >
      {(x, width, y) => (
        <>
          <Patterns id={patterns} />
          {periods.map((period, index) => {
            let below = 0;
            return (
              <g key={period.day}>
                <title>
                  {[
                    dayOf(period),
                    ...KINDS.map(
                      (kind) =>
                        `${tab.decisions[kind]}: ${formats.number(period[kind])}`,
                    ),
                  ].join("\n")}
                </title>
                {KINDS.filter((kind) => period[kind] > 0).map((kind) => {
                  const from = below / top;
                  below += period[kind];
                  const height = y(from) - y(below / top);
                  return (
                    <rect
                      key={kind}
                      x={x(index) - width / 2}
                      y={y(below / top)}
                      width={width}
                      // A line of the background between two.
                      height={Math.max(1, height - 1)}
                      fill={`url(#${CSS.escape(patterns)}-${kind})`}
                    />
                  );
                })}
              </g>
            );
          })}
        </>
      )}
    </Chart>
  );
}

/** The share of answers that were approvals and stayed so; nothing where nobody answered. */
export function AcceptanceChart({
  periods,
  label,
  dayOf,
}: ChartProps): ReactNode {
  const styles = useStyles();
  const { formats } = useMessages();
  return (
    <Chart
      periods={periods}
      label={label}
      dayOf={dayOf}
      marks={[0, 0.5, 1].map((share) => [share, formats.percent(share)])}
    >
      {(x, _width, y) => {
        const points = periods.flatMap((period, index) =>
          period.acceptance === null
            ? []
            : [{ period, x: x(index), y: y(period.acceptance) }],
        );
        return (
          <>
            <polyline
              className={styles.line}
              strokeWidth={2}
              points={points.map((point) => `${point.x},${point.y}`).join(" ")}
            />
            {points.map(({ period, ...point }) => (
              <circle
                key={period.day}
                className={styles.dot}
                cx={point.x}
                cy={point.y}
                r={4}
              >
                <title>{`${dayOf(period)}: ${formats.percent(period.acceptance ?? 0)}`}</title>
              </circle>
            ))}
          </>
        );
      }}
    </Chart>
  );
}

function Chart({
  periods,
  label,
  dayOf,
  marks,
  children,
}: ChartProps & {
  /** Lines across: where, from 0 at the bottom to 1, and what is written beside. */
  readonly marks: readonly (readonly [number, string])[];
  readonly children: (
    x: (index: number) => number,
    width: number,
    y: (share: number) => number,
  ) => ReactNode;
}): ReactNode {
  const styles = useStyles();
  const [ref, width] = useWidth();
  const step = (width - LEFT) / Math.max(1, periods.length);
  const x = (index: number) => LEFT + step * (index + 0.5);
  const y = (share: number) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  // So many days are named as have room, the last one among them.
  const every = Math.max(1, Math.ceil(68 / Math.max(1, step)));
  return (
    <svg
      ref={ref}
      className={styles.chart}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      {marks.map(([share, text]) => (
        <g key={share}>
          <line
            className={styles.grid}
            x1={LEFT}
            x2={width}
            y1={y(share)}
            y2={y(share)}
          />
          <text x={LEFT - 6} y={y(share) + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {children(x, Math.min(WIDEST_BAR, step * 0.7), y)}
      {periods.map(
        (period, index) =>
          (periods.length - 1 - index) % every === 0 && (
            <text
              key={period.day}
              x={x(index)}
              y={HEIGHT - 6}
              textAnchor={index === periods.length - 1 ? "end" : "middle"}
              dx={index === periods.length - 1 ? step / 2 : 0}
            >
              {dayOf(period)}
            </text>
          ),
      )}
    </svg>
  );
}

export function ChartLegend(): ReactNode {
  const styles = useStyles();
  const patterns = useId();
  const { tab } = useMessages();
  return (
    <ul className={styles.legend}>
      {KINDS.map((kind) => (
        <li key={kind}>
          <svg width={16} height={16} aria-hidden>
            <Patterns id={patterns} />
            <rect
              width={16}
              height={16}
              rx={2}
              fill={`url(#${CSS.escape(patterns)}-${kind})`}
            />
          </svg>
          <Caption1>{tab.decisions[kind]}</Caption1>
        </li>
      ))}
    </ul>
  );
}

/** Whole, striped one way, dotted, striped the other way: told apart without colours, too. */
function Patterns({ id }: { readonly id: string }): ReactNode {
  const shapes: Readonly<Record<Kind, ReactNode>> = {
    approved: <rect width={8} height={8} />,
    rejected: <path d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4" strokeWidth={3} />,
    expired: <circle cx={4} cy={4} r={2.2} />,
    undone: <path d="M0,4 h8" strokeWidth={3} />,
  };
  return (
    <defs>
      {KINDS.map((kind) => (
        <pattern
          key={kind}
          id={`${id}-${kind}`}
          width={8}
          height={8}
          patternUnits="userSpaceOnUse"
        >
          <rect width={8} height={8} fill={COLORS[kind]} fillOpacity={0.2} />
          <g fill={COLORS[kind]} stroke={COLORS[kind]} strokeWidth={0}>
            {shapes[kind]}
          </g>
        </pattern>
      ))}
    </defs>
  );
}

/** The width there is, in CSS pixels, now and when it changes: so letters stay as large as they are. */
function useWidth() {
  const ref = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(600);
  useEffect(() => {
    if (!ref.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(200, entry.contentRect.width));
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return [ref, width] as const;
}
