import type { TrackedCard } from "../../src/domain/cards/trackedCard.ts";
import { renderBatch } from "./renderBatch.ts";
import { renderHandoff } from "./renderHandoff.ts";
import { renderHandoffDigest } from "./renderHandoffDigest.ts";
import { renderLookUp } from "./renderLookUp.ts";
import { renderObjection } from "./renderObjection.ts";
import { renderProposal } from "./renderProposal.ts";
import { renderProposeAnswer } from "./renderProposeAnswer.ts";
import { renderSweep } from "./renderSweep.ts";
import type { RenderedCard } from "./parts/template.ts";
import type { TrackedCardContext } from "./parts/trackedCardContext.ts";

type Renderers = {
  readonly [Kind in TrackedCard["kind"]]: (
    card: Extract<TrackedCard, { kind: Kind }>,
    context: TrackedCardContext,
  ) => RenderedCard;
};

const renderers: Renderers = {
  proposal: ({ proposal }, context) => renderProposal(proposal, context),
  handoff: renderHandoff,
  handoffDigest: renderHandoffDigest,
  objection: renderObjection,
  sweep: renderSweep,
  batch: renderBatch,
  lookUp: ({ reply, isPrivate, waits }, { now, messages }) =>
    renderLookUp(reply, {
      now,
      isPrivate,
      waits,
      ...(messages && { messages }),
    }),
  propose: renderProposeAnswer,
};

/** The tracked card as it is shown to everybody who can see its message. */
export function renderTrackedCard(
  card: TrackedCard,
  context: TrackedCardContext,
): RenderedCard {
  return render(card.kind, card, context);
}

function render<Kind extends TrackedCard["kind"]>(
  kind: Kind,
  card: TrackedCard,
  context: TrackedCardContext,
): RenderedCard {
  return renderers[kind](card as Extract<TrackedCard, { kind: Kind }>, context);
}
