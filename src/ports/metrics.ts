import type { OutputFault } from "../domain/evidence/remediationOutput.ts";
import type { Jobs } from "./jobs.ts";

/** What operators count. Implemented by the bot's metrics. */
export interface Metrics {
  decided(verdict: "approve" | "reject"): void;
  /** A second message for the same card: the first one's answer was lost, or it is gone. */
  cardPostedAgain(): void;
  /** A write that Intune took but does not show: someone must look. */
  unconfirmed(): void;
  /** An approved change, or the undo of one, that was given up; `Try again` counts anew. */
  reassignmentFailed(what: "change" | "undo"): void;
  /** A job that nobody tries any more. */
  jobGivenUp(job: keyof Jobs): void;
  /** A candidate that a sweep passed over. */
  candidateSkipped(): void;
  /** Outputs of a Remediation that were passed over. */
  outputsSkipped(fault: OutputFault, count: number): void;
}
