import type { LiveCard } from "../../src/domain/cards/liveCard.ts";
import { renderBatch } from "./renderBatch.ts";
import { renderHandoff } from "./renderHandoff.ts";
import { renderLookUp } from "./renderLookUp.ts";
import { renderProposal } from "./renderProposal.ts";
import { renderProposeAnswer } from "./renderProposeAnswer.ts";
import { renderSweep } from "./renderSweep.ts";
import type { RenderedCard } from "./parts/template.ts";
import type { LiveCardContext } from "./parts/liveCardContext.ts";

type Renderers = {
  readonly [Kind in LiveCard["kind"]]: (
    card: Extract<LiveCard, { kind: Kind }>,
    context: LiveCardContext,
  ) => RenderedCard;
};

const renderers: Renderers = {
  proposal: ({ proposal }, context) => renderProposal(proposal, context),
  handoff: renderHandoff,
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

/** The live card as it is shown to everybody who can see its message. */
export function renderLiveCard(
  card: LiveCard,
  context: LiveCardContext,
): RenderedCard {
  return render(card.kind, card, context);
}

function render<Kind extends LiveCard["kind"]>(
  kind: Kind,
  card: LiveCard,
  context: LiveCardContext,
): RenderedCard {
  return renderers[kind](card as Extract<LiveCard, { kind: Kind }>, context);
}
