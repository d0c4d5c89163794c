import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type {
  Proposal,
  ProposalState,
} from "../../../src/domain/proposals/proposal.ts";
import { allows, next } from "../../../src/domain/proposals/states.ts";
import {
  CREATION,
  PROPOSAL_EVENTS,
  transition,
  type ProposalEvent,
} from "../../../src/domain/proposals/stateTable.ts";
import type { UnitOfWork } from "../../../src/ports/storage.ts";
import {
  storeChange,
  storeCreated,
} from "../../../src/usecases/proposals/storeChange.ts";
import {
  after,
  aProposal,
  DAY_MS,
  everyState,
  HOUR_MS,
} from "../../support/builders.ts";
import {
  describeOnEachEngine,
  quiet,
  type TestStorage,
} from "../../support/testStorage.ts";

/**
 * What was snoozed has slept, what waits is overdue, what was changed can be undone, and what ended otherwise did so
 * while a write of ours was in doubt.
 */
const NOW = after(2 * DAY_MS);

function anyProposal(state: ProposalState): Proposal {
  return aProposal({
    state: inDoubt(state),
    expiresAt: NOW,
    postBy: NOW,
    undoUntil: new Date(NOW.getTime() + HOUR_MS),
  });
}

function inDoubt(state: ProposalState): ProposalState {
  if (state.kind === "failed" || state.kind === "superseded")
    return { ...state, writeStartedAt: after(0) };
  return state.kind === "undo-failed"
    ? { ...state, undo: { ...state.undo, writeStartedAt: after(0) } }
    : state;
}

describeOnEachEngine("A change of a proposal", (engine) => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await engine.open();
  });
  afterAll(() => test.dispose());

  const inTransaction = <T>(work: (unit: UnitOfWork) => Promise<T>) =>
    test.storage.transaction(work);
  const store = (
    unit: UnitOfWork,
    before: Proposal,
    event: ProposalEvent,
    state: ProposalState,
    at = NOW,
  ) =>
    storeChange(unit, quiet, before, next(before, { state }), {
      event,
      at,
      actor: null,
    });
  const auditOf = async ({ id, device }: Proposal) => {
    const rows = await test.storage.audit.listForProposal(
      { id, deviceId: device.id },
      10,
    );
    return rows.map(({ kind }) => kind);
  };

  it.each(everyState().map((state) => [state.kind, state] as const))(
    "is stored where the table allows it of one that is %s, and nowhere else",
    async (kind, state) => {
      const { proposals } = test.storage;
      const moves = PROPOSAL_EVENTS.flatMap((event) =>
        everyState().map((to) => ({ event, to, at: transition(kind, event) })),
      );
      const isAllowed = ({ to, at }: (typeof moves)[number]) =>
        at?.to.includes(to.kind) ?? false;

      const untouched = anyProposal(state);
      await proposals.insert(untouched);
      await inTransaction(async (unit) => {
        for (const { event, to } of moves.filter((one) => !isAllowed(one)))
          await expect(store(unit, untouched, event, to)).rejects.toThrow(
            `${event} may not make it ${to.kind}`,
          );
      });
      expect(await proposals.find(untouched.id)).toEqual(untouched);
      expect(await auditOf(untouched)).toEqual([]);

      for (const { event, to, at } of moves.filter(isAllowed)) {
        const before = anyProposal(state);
        await proposals.insert(before);
        await inTransaction((unit) => store(unit, before, event, to));
        expect((await proposals.find(before.id))?.state).toEqual(to);
        expect(await auditOf(before)).toEqual([at?.audit]);
      }
    },
  );

  it("is not stored before its time, nor after it", async () => {
    for (const [kind, event, to, at] of [
      ["pending", "expire", "expired", new Date(NOW.getTime() - 1)],
      ["snoozed", "wake", "pending", after(DAY_MS - 1)],
      ["verified", "undo", "undoing", new Date(NOW.getTime() + HOUR_MS)],
    ] as const) {
      const proposal = anyProposal(stateOf(kind));
      await test.storage.proposals.insert(proposal);
      expect(allows(proposal, event, at)).toBe(false);
      await expect(
        inTransaction((unit) => store(unit, proposal, event, stateOf(to), at)),
      ).rejects.toThrow(`${event} may not make it ${to}`);
    }
  });

  it("is not found to have taken effect late where no write was in doubt", async () => {
    for (const kind of ["superseded", "failed"] as const) {
      const proposal = aProposal({ state: stateOf(kind) });
      await test.storage.proposals.insert(proposal);
      await expect(
        inTransaction((unit) =>
          store(unit, proposal, "find-late", stateOf("verified")),
        ),
      ).rejects.toThrow("find-late may not make it verified");
    }
  });

  it("begins with a question, held or pending", async () => {
    for (const state of everyState()) {
      const created = anyProposal(state);
      const stored = inTransaction((unit) =>
        storeCreated(unit, quiet, created, { at: NOW, actor: null }),
      );
      if ((CREATION.to as readonly string[]).includes(state.kind)) {
        await stored;
        expect(await auditOf(created)).toEqual(["proposal.created"]);
      } else await expect(stored).rejects.toThrow("No proposal begins as");
    }
  });
});

function stateOf(kind: ProposalState["kind"]): ProposalState {
  const found = everyState().find((state) => state.kind === kind);
  if (!found) throw new Error(`No example of ${kind}`);
  return found;
}
