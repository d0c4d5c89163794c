import type { ProposalId } from "../../src/domain/proposals/proposal.ts";
import { Dialog } from "./verbs.ts";
import type { Card } from "./parts/template.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/**
 * A card as a dialog shows it. Dialogs know no `Action.Execute` and open no other dialog, so what the card offers by
 * these elsewhere is left out.
 */
export function forDialog(card: Card): Card {
  return withoutButtons(card) as Card;
}

/** With a button back to the proposal in whose dialog the card was asked for. */
export function withWayBackToProposal(
  card: Card,
  id: ProposalId,
  messages: Messages = english,
): Card {
  return {
    ...card,
    actions: [
      ...((card["actions"] ?? []) as object[]),
      {
        type: "Action.Submit",
        title: messages.labels.backToProposal,
        data: { kind: Dialog.proposalDetails, id },
      },
    ],
  };
}

function withoutButtons(value: unknown): unknown {
  if (Array.isArray(value))
    return value.filter(isForDialogs).map(withoutButtons);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withoutButtons(inner)]),
  );
}

function isForDialogs(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return true;
  const { type, actions, data } = node as {
    type?: unknown;
    actions?: unknown;
    data?: { msteams?: unknown };
  };
  if (type === "ActionSet")
    return Array.isArray(actions) && actions.some(isForDialogs);
  return type !== "Action.Execute" && data?.msteams === undefined;
}
