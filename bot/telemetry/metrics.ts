import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
} from "prom-client";
import type { Custodian } from "../../src/custodian.ts";
import { within } from "../../src/ports/attempt.ts";
import { JOB_WAITS } from "../../src/ports/jobWaits.ts";
import type { Metrics } from "../../src/ports/metrics.ts";

/** What Prometheus sees. Counters are per process; the gauges read the database, so they agree on every replica. */
export interface BotMetrics {
  readonly registry: Registry;
  readonly httpRequests: Counter<"route" | "status">;
  readonly graphCalls: Counter<"operation" | "outcome">;
  readonly invokeSeconds: Histogram;
  /** What the use cases count. */
  readonly useCases: Metrics;
  readonly teamsCalls: Counter<"call" | "outcome">;
  /** Starts the gauges that ask Custodian; it is assembled after the counters that its services need. */
  observe(custodian: Pick<Custodian, "countProposals" | "queueDepth">): void;
}

export function createMetrics(): BotMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const decisions = new Counter({
    name: "custodian_decisions_total",
    help: "Decisions made by people",
    labelNames: ["verdict"],
    registers,
  });
  const cardsReposted = new Counter({
    name: "custodian_cards_reposted_total",
    help: "Cards posted again because the first answer was lost or the message was gone",
    registers,
  });
  const unconfirmed = new Counter({
    name: "custodian_unconfirmed_total",
    help: "Changes that Intune took but did not show in time: someone must look",
    registers,
  });
  const failed = new Counter({
    name: "custodian_reassignments_failed_total",
    help: "Approved changes and undos that were given up: someone must look",
    labelNames: ["what"],
    registers,
  });
  const givenUp = new Counter({
    name: "custodian_jobs_given_up_total",
    help: "Jobs that are not tried any more: admins were told, and the log says why",
    labelNames: ["job"],
    registers,
  });
  for (const job of Object.keys(JOB_WAITS)) givenUp.inc({ job }, 0);
  const skipped = new Counter({
    name: "custodian_sweep_candidates_skipped_total",
    help: "Devices that a sweep could not weigh and passed over",
    registers,
  });
  const outputsSkipped = new Counter({
    name: "custodian_remediation_outputs_skipped_total",
    help: "Outputs of the Remediation that were passed over: another script's, cut, or malformed",
    labelNames: ["fault"],
    registers,
  });
  for (const fault of ["foreign", "cut", "malformed"])
    outputsSkipped.inc({ fault }, 0);
  // A counter that first appears as 1 did not increase, as Prometheus sees it.
  for (const what of ["change", "undo"]) failed.inc({ what }, 0);

  return {
    registry,
    useCases: {
      decided: (verdict) => decisions.inc({ verdict }),
      cardPostedAgain: () => cardsReposted.inc(),
      unconfirmed: () => unconfirmed.inc(),
      reassignmentFailed: (what) => failed.inc({ what }),
      jobGivenUp: (job) => givenUp.inc({ job }),
      candidateSkipped: () => skipped.inc(),
      outputsSkipped: (fault, count) => outputsSkipped.inc({ fault }, count),
    },
    httpRequests: new Counter({
      name: "custodian_http_requests_total",
      help: "HTTP requests answered",
      labelNames: ["route", "status"],
      registers,
    }),
    graphCalls: new Counter({
      name: "custodian_graph_calls_total",
      help: "Calls to Microsoft Graph",
      labelNames: ["operation", "outcome"],
      registers,
    }),
    invokeSeconds: new Histogram({
      name: "custodian_invoke_seconds",
      help: "Time to answer a click in Teams",
      buckets: [0.05, 0.1, 0.25, 0.5, 0.75, 1, 2, 5],
      registers,
    }),
    teamsCalls: new Counter({
      name: "custodian_teams_calls_total",
      help: "Messages sent to Teams on the bot's own account",
      labelNames: ["call", "outcome"],
      registers,
    }),
    observe(custodian) {
      new Gauge({
        name: "custodian_proposals",
        help: "Proposals by state",
        labelNames: ["state"],
        registers,
        async collect() {
          this.reset();
          const counts = await inTime(custodian.countProposals());
          for (const [state, count] of counts ?? []) this.set({ state }, count);
        },
      });
      new Gauge({
        name: "custodian_queue_depth",
        help: "Jobs waiting or running",
        registers,
        async collect() {
          this.reset();
          const depth = await inTime(custodian.queueDepth());
          if (depth === null) this.remove();
          else this.set(depth);
        },
      });
    },
  };
}

const COUNTED_WITHIN_MS = 4_000;

/**
 * While the database is away, or too slow for whoever scrapes, a gauge is left out: the counters are wanted then more
 * than ever.
 */
function inTime<T>(count: Promise<T>): Promise<T | null> {
  return within(
    COUNTED_WITHIN_MS,
    count.catch(() => null),
  );
}
