import { describe, expect, it } from "@jest/globals";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProposalStateKind } from "../../../src/domain/proposals/proposal.ts";
import {
  CREATION,
  has,
  stateAllows,
  PROPOSAL_ACTIONS,
  PROPOSAL_EVENTS,
  reassignmentJobOf,
  STATE_KINDS,
  statesWhere,
  statesWokenBy,
  suppressionBy,
  transition,
  wokenBy,
  whenForbidden,
  type Flag,
  type ProposalEvent,
  type TransitionAudit,
  type TransitionJob,
  type Waker,
} from "../../../src/domain/proposals/stateTable.ts";
import type { AuditKind } from "../../../src/domain/audit/audit.ts";
import type { Jobs } from "../../../src/ports/jobs.ts";
import { everyState } from "../../support/builders.ts";

/**
 * What an event makes of a state. `-` forbids it; what a person gets then is below. Written by hand, apart from the
 * code's own table: whoever changes a cell here means to change what Custodian does.
 */
const PEOPLE = `
              approve   reject    snooze   wake-now  someone-else  hand-to  undo     try-again
held          -         -         -        -         -             -        -        -
pending       approved  rejected  snoozed  -         superseded    pending  -        -
snoozed       approved  rejected  snoozed  pending   -             snoozed  -        -
rejected      -         -         -        -         -             -        -        -
expired       -         -         -        -         -             -        -        -
superseded    -         -         -        -         -             -        -        -
approved      -         -         -        -         -             -        -        -
applying      -         -         -        -         -             -        -        -
applied       -         -         -        -         -             -        -        -
verified      -         -         -        -         -             -        undoing  -
failed        -         -         -        -         -             -        -        approved|applying
unconfirmed   -         -         -        -         -             -        -        applying
undoing       -         -         -        -         -             -        -        -
undone        -         -         -        -         -             -        -        -
undo-failed   -         -         -        -         -             -        -        undoing
`;

const QUESTION = `
              release          hold  refresh  wish     refuse-card  expire   give-up-posting  wake     supersede   contradict  settle-contradiction
held          pending|snoozed  -     held     held     -            -        expired          -        superseded  held        held
pending       -                held  pending  pending  pending      expired  expired          -        superseded  pending     pending
snoozed       -                held  snoozed  snoozed  -            -        -                pending  superseded  snoozed     snoozed
rejected      -                -     -        -        -            -        -                -        -           -           -
expired       -                -     -        -        -            -        -                -        -           -           -
superseded    -                -     -        -        -            -        -                -        -           -           -
approved      -                -     -        -        -            -        -                -        -           -           -
applying      -                -     -        -        -            -        -                -        -           -           -
applied       -                -     -        -        -            -        -                -        -           -           -
verified      -                -     -        -        -            -        -                -        -           -           -
failed        -                -     -        -        -            -        -                -        -           -           -
unconfirmed   -                -     -        -        -            -        -                -        -           -           -
undoing       -                -     -        -        -            -        -                -        -           -           -
undone        -                -     -        -        -            -        -                -        -           -           -
undo-failed   -                -     -        -        -            -        -                -        -           -           -
`;

const CHANGE = `
              overtake    start-write  cancel-write  accept-write  find-already-so  fail    verify    give-up-verifying  lose-device  find-late  notice-other-change  find-earlier-late
held          -           -            -             -             -                -       -         -                  -            -          -                    -
pending       -           -            -             -             -                -       -         -                  -            -          -                    -
snoozed       -           -            -             -             -                -       -         -                  -            -          -                    -
rejected      -           -            -             -             -                -       -         -                  -            -          -                    -
expired       -           -            -             -             -                -       -         -                  -            -          -                    -
superseded    -           -            -             -             -                -       -         -                  -            verified   superseded           -
approved      superseded  applying     -             -             verified         failed  -         -                  -            -          -                    approved
applying      superseded  applying     approved      applied       -                failed  -         -                  -            -          applying             applying
applied       -           -            -             -             -                -       verified  unconfirmed        failed       -          applied              applied
verified      -           -            -             -             -                -       -         -                  -            -          verified             -
failed        -           -            -             -             -                -       -         -                  -            verified   failed               -
unconfirmed   -           -            -             -             -                -       verified  -                  failed       -          unconfirmed          unconfirmed
undoing       -           -            -             -             -                -       -         -                  -            -          undoing              -
undone        -           -            -             -             -                -       -         -                  -            -          undone               -
undo-failed   -           -            -             -             -                -       -         -                  -            -          undo-failed          -
`;

const UNDO = `
              start-undo  cancel-undo  accept-undo  verify-undo  fail-undo    find-undone-late
held          -           -            -            -            -            -
pending       -           -            -            -            -            -
snoozed       -           -            -            -            -            -
rejected      -           -            -            -            -            -
expired       -           -            -            -            -            -
superseded    -           -            -            -            -            -
approved      -           -            -            -            -            -
applying      -           -            -            -            -            -
applied       -           -            -            -            -            -
verified      -           -            -            -            -            -
failed        -           -            -            -            -            -
unconfirmed   -           -            -            -            -            -
undoing       undoing     undoing      undoing      undone       undo-failed  -
undone        -           -            -            -            -            -
undo-failed   -           -            -            -            -            undone
`;

/** What is stored with an event: the audit row, the job, and whether who asked for the change hears of it. */
const EFFECTS = `
                     audit                           job                                 requester
approve              proposal.approved               applyReassignment                   -
reject               proposal.rejected               -                                   hears
snooze               proposal.snoozed                -                                   -
wake-now             proposal.woken                  -                                   -
someone-else         proposal.superseded             -                                   hears
hand-to              proposal.handed-to              -                                   -
undo                 undo.requested                  undoReassignment                    -
try-again            proposal.try-again              applyReassignment|undoReassignment  -
release              proposal.released               -                                   -
hold                 proposal.held-again             -                                   -
refresh              proposal.evidence-refreshed     -                                   -
wish                 proposal.wished                 -                                   -
contradict           handoff.contradicted            -                                   -
settle-contradiction handoff.contradiction-done      -                                   -
refuse-card          proposal.card-refused           -                                   -
expire               proposal.expired                -                                   hears
give-up-posting      proposal.expired                -                                   hears
wake                 proposal.woken                  announceWaking                      -
supersede            proposal.superseded             -                                   hears
overtake             proposal.superseded             -                                   hears
start-write          reassignment.write-started      -                                   -
cancel-write         reassignment.not-written        -                                   -
accept-write         reassignment.applied            verifyReassignment                  -
find-already-so      reassignment.verified           -                                   hears
fail                 reassignment.failed             -                                   hears
verify               reassignment.verified           -                                   hears
give-up-verifying    reassignment.unconfirmed        -                                   hears
lose-device          reassignment.failed             -                                   hears
find-late            reassignment.verified           -                                   hears
notice-other-change  reassignment.changed-elsewhere  -                                   -
find-earlier-late    reassignment.earlier-late       -                                   -
start-undo           undo.write-started              -                                   -
cancel-undo          undo.not-written                -                                   -
accept-undo          undo.written                    -                                   -
verify-undo          undo.done                       -                                   hears
fail-undo            undo.failed                     -                                   hears
find-undone-late     undo.done                       -                                   hears
`;

const FLAGGED: Record<Flag, string> = {
  isOpen: "held pending snoozed",
  awaitsDecision: "pending",
  hasCardPlace: "pending snoozed",
  isActive: "held pending snoozed approved applying applied undoing",
  isOngoing:
    "pending snoozed approved applying applied failed unconfirmed undoing undo-failed",
  isWorthPosting:
    "pending approved applying applied verified failed unconfirmed undoing undo-failed",
  leavesDoubt: "superseded failed unconfirmed undo-failed",
  outlivesCycle:
    "rejected expired verified failed unconfirmed undone undo-failed",
};

type Cells = readonly (readonly [row: string, column: string, cell: string])[];

function cellsOf(table: string): Cells {
  const [head = [], ...rows] = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return rows.flatMap(([row = "", ...cells]) =>
    head.map((column, place) => [row, column, cells[place] ?? ""] as const),
  );
}

const CELLS = [PEOPLE, QUESTION, CHANGE, UNDO].flatMap(
  cellsOf,
) as readonly (readonly [ProposalStateKind, ProposalEvent, string])[];

describe("The table of states", () => {
  it("is walked whole by this test", () => {
    expect(STATE_KINDS).toEqual(everyState().map(({ kind }) => kind));
    const walked = CELLS.map(([kind, event]) => `${kind} ${event}`);
    const all = STATE_KINDS.flatMap((kind) =>
      PROPOSAL_EVENTS.map((event) => `${kind} ${event}`),
    );
    expect(walked.toSorted()).toEqual(all.toSorted());
  });

  it.each(CELLS)("makes of %s by %s: %s", (kind, event, cell) => {
    const found = transition(kind, event);
    expect(found?.to.join("|") ?? "-").toBe(cell);
    const state = everyState().find((one) => one.kind === kind);
    expect(state && stateAllows(state, event)).toBe(cell !== "-");
  });

  it("stores with an event what belongs to it", () => {
    const rows = PROPOSAL_EVENTS.flatMap((event) => {
      const found = CELLS.filter(([, one]) => one === event).flatMap(
        ([kind]) => transition(kind, event) ?? [],
      );
      const jobs = found.flatMap(({ to, jobFor }) => to.map(jobFor));
      return [
        [event, "audit", distinct(found.map(({ audit }) => audit))],
        [event, "job", distinct(jobs)],
        [
          event,
          "requester",
          distinct(
            found.map(({ notifiesRequester }) =>
              notifiesRequester ? "hears" : null,
            ),
          ),
        ],
      ];
    });
    expect(rows).toEqual(cellsOf(EFFECTS));
  });

  it("sends the job of an undo to what is undone again, and that of a change to the others", () => {
    for (const kind of statesWhere("leavesDoubt")) {
      const again = transition(kind, "try-again");
      if (kind === "superseded") {
        expect(again).toBeNull();
        continue;
      }
      const jobs = again?.to.map(again.jobFor);
      const job =
        kind === "undo-failed" ? "undoReassignment" : "applyReassignment";
      expect(new Set(jobs)).toEqual(new Set([job]));
    }
  });

  it("shows the card as it stands to who comes too late, and says so of an undo that never was possible", () => {
    const refused = CELLS.filter(
      ([kind, event, cell]) =>
        cell === "-" &&
        isAction(event) &&
        whenForbidden(kind, event) !== "beyond",
    ).map(([kind, event]) =>
      isAction(event) ? `${kind} ${event} ${whenForbidden(kind, event)}` : "",
    );
    expect(refused).toEqual([
      "held undo refused",
      "pending undo refused",
      "snoozed undo refused",
      "rejected undo refused",
      "expired undo refused",
      "superseded undo refused",
      "approved undo refused",
      "applying undo refused",
      "applied undo refused",
      "failed undo refused",
      "unconfirmed undo refused",
      "undo-failed undo given",
    ]);
  });

  it.each(Object.entries(FLAGGED))("says yes in %s to %s", (flag, kinds) => {
    expect(statesWhere(flag as Flag)).toEqual(kinds.split(" "));
  });

  it("keeps refused and unanswered questions from being asked again", () => {
    const suppressing = STATE_KINDS.filter((kind) => suppressionBy(kind));
    expect(suppressing.map((kind) => [kind, suppressionBy(kind)])).toEqual([
      ["rejected", "refused"],
      ["expired", "unanswered"],
      ["failed", "unanswered"],
      ["unconfirmed", "unanswered"],
      ["undone", "refused"],
      ["undo-failed", "refused"],
    ]);
  });
});

describe("Every state", () => {
  it("can be reached", () => {
    const reached = new Set<ProposalStateKind>(CREATION.to);
    for (const kind of reached)
      for (const to of targetsOf(kind)) reached.add(to);
    expect([...reached].toSorted()).toEqual(STATE_KINDS.toSorted());
  });

  it.each(STATE_KINDS)(
    "%s is an end, or something that can happen there moves it on",
    (kind) => {
      const waker = wokenBy(kind);
      const leaving = PROPOSAL_EVENTS.filter((event) =>
        transition(kind, event)?.to.some((to) => to !== kind),
      );
      const byPeople = leaving.filter(isAction);
      // What ended may turn out otherwise only where a write of ours was in doubt.
      const certain = leaving.filter(
        (event) => transition(kind, event)?.guard !== "doubtful",
      );
      if (waker === null) expect(certain).toEqual([]);
      else if (waker === "people") expect(byPeople).not.toEqual([]);
      else expect(leaving.length).toBeGreaterThan(byPeople.length);
    },
  );

  it("that is on its way holds its device's slot, and no other does but a question", () => {
    const moving = STATE_KINDS.filter((kind) => reassignmentJobOf(kind));
    expect(moving).toEqual(["approved", "applying", "applied", "undoing"]);
    expect(statesWhere("isActive")).toEqual([
      ...statesWhere("isOpen"),
      ...moving,
    ]);
    // The clock moves what has a card and waits.
    expect(statesWokenBy("expireAndWakeDue")).toEqual(
      statesWhere("hasCardPlace"),
    );
  });

  it("that holds the slot is in the partial unique index, and no other is", async () => {
    const folder = join(
      import.meta.dirname,
      "../../../src/adapters/storage/migrations",
    );
    const texts = await Promise.all(
      (await readdir(folder))
        .toSorted()
        .map((name) => readFile(join(folder, name), "utf8")),
    );
    const index = [
      ...texts
        .join("\n")
        .matchAll(
          /create unique index proposals_slot on proposals \(device_id\)\s+where state in \(([^)]*)\)/g,
        ),
    ].at(-1)?.[1];
    const kinds = index?.split(",").map((one) => one.trim().slice(1, -1));
    expect(kinds).toEqual(statesWhere("isActive"));
  });

  it("that gives its slot back takes it again only for a person's undo or another try", () => {
    const taking = CELLS.filter(
      ([kind, , cell]) =>
        !has(kind, "isActive") &&
        cell !== "-" &&
        cell.split("|").some((to) => has(to as ProposalStateKind, "isActive")),
    );
    expect(new Set(taking.map(([, event]) => event))).toEqual(
      new Set(["undo", "try-again"]),
    );
  });
});

// Holds the domain's names within the ports': what is no job or no kind of audit row fails the type check.
const _names: (
  job: TransitionJob | Waker,
  audit: TransitionAudit | typeof CREATION.audit,
) => readonly [keyof Jobs, AuditKind] = (job, audit) => [job, audit];
void _names;

function targetsOf(kind: ProposalStateKind): readonly ProposalStateKind[] {
  return PROPOSAL_EVENTS.flatMap((event) => transition(kind, event)?.to ?? []);
}

function isAction(
  event: ProposalEvent,
): event is (typeof PROPOSAL_ACTIONS)[number] {
  return (PROPOSAL_ACTIONS as readonly string[]).includes(event);
}

/** What several transitions of one event have in common, or each that they have. */
function distinct(values: readonly (string | null)[]): string {
  return [...new Set(values.map((value) => value ?? "-"))].join("|");
}
