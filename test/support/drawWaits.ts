import { STATE_WAITS } from "../../src/domain/proposals/stateWaits.ts";
import { STATE_KINDS } from "../../src/domain/proposals/stateTable.ts";
import type { Jobs } from "../../src/ports/jobs.ts";
import { JOB_WAITS, type ToldOfGivenUp } from "../../src/ports/jobWaits.ts";

const ALSO_TOLD: Readonly<Record<Exclude<ToldOfGivenUp, null>, string>> = {
  clicker: "whoever clicked",
  asker: "whoever asked",
  card: "the card, whoever asked for it",
  channel: "the lead, in the channel",
  "sweep-card": "the sweep's card",
};

/** What every state and every job waits for, as Markdown tables in prettier's form. */
export function drawWaits(): string {
  return [
    table(
      [
        "a proposal that is",
        "is moved on by",
        "ends by itself after",
        "who is told",
      ],
      STATE_KINDS.map((kind) => {
        const { wokenBy, endedBy, told } = STATE_WAITS[kind];
        return [kind, wokenBy, endedBy, told];
      }),
    ),
    "",
    table(
      ["job", "is sent by", "is given up by", "then told beside the admins"],
      (Object.keys(JOB_WAITS) as (keyof Jobs)[]).map((name) => {
        const { wokenBy, endedBy, alsoTold } = JOB_WAITS[name];
        return [
          `\`${name}\``,
          wokenBy,
          endedBy,
          alsoTold === null ? "" : ALSO_TOLD[alsoTold],
        ];
      }),
    ),
  ].join("\n");
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[], fill = " ") =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width, fill)).join(" | ")} |`;
  return [line(head), line([], "-"), ...rows.map((row) => line(row))].join(
    "\n",
  );
}
