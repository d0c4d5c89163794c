import type { ProposalStateKind } from "../../src/domain/proposals/proposal.ts";
import {
  CREATION,
  PROPOSAL_EVENTS,
  STATE_KINDS,
  transition,
  wokenBy,
  type ProposalEvent,
} from "../../src/domain/proposals/stateTable.ts";

/** The table of states as a Mermaid diagram, in Markdown. */
export function drawStates(): string {
  const loops = PROPOSAL_EVENTS.flatMap((event) => {
    const kinds = STATE_KINDS.filter((kind) => leadsTo(kind, event, kind));
    return kinds.length > 0 ? [`\`${event}\` (${kinds.join(", ")})`] : [];
  });
  return [
    "```mermaid",
    "stateDiagram-v2",
    ...STATE_KINDS.filter((kind) => idOf(kind) !== kind).map(
      (kind) => `  state "${kind}" as ${idOf(kind)}`,
    ),
    ...CREATION.to.map((kind) => `  [*] --> ${idOf(kind)}`),
    ...STATE_KINDS.flatMap(arrowsFrom),
    "```",
    "",
    `Events that leave the state as it is: ${loops.join("; ")}.`,
  ].join("\n");
}

function arrowsFrom(from: ProposalStateKind): readonly string[] {
  const arrows = STATE_KINDS.filter((to) => to !== from).flatMap((to) => {
    const events = PROPOSAL_EVENTS.filter((event) => leadsTo(from, event, to));
    return events.length > 0
      ? [`  ${idOf(from)} --> ${idOf(to)}: ${events.join(", ")}`]
      : [];
  });
  return wokenBy(from) === null
    ? [...arrows, `  ${idOf(from)} --> [*]`]
    : arrows;
}

function leadsTo(
  from: ProposalStateKind,
  event: ProposalEvent,
  to: ProposalStateKind,
): boolean {
  return transition(from, event)?.to.includes(to) ?? false;
}

/** Mermaid ends a name at a hyphen. */
function idOf(kind: ProposalStateKind): string {
  return kind.replaceAll("-", "_");
}
