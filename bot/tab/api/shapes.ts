import type { RefusalChoice } from "../../../src/domain/proposals/said.ts";

/**
 * What the tab's pages and `/api/tab/…` say to each other, as JSON. Sentences come in the language that the page
 * asked for (`Accept-Language`); instants are ISO 8601 in UTC, which the page writes in the reader's own zone; text
 * is text, never markup.
 */

/** `GET /api/tab/me` */
export interface Me {
  readonly id: string;
  readonly name: string;
  /** What the page offers by it; every request is checked anew. */
  readonly may: {
    readonly decide: boolean;
    /** Audit with its verification. */
    readonly administer: boolean;
    /** Other people's logons and history. */
    readonly seeLogons: boolean;
  };
  /** Nothing is posted from evidence; said to admins. */
  readonly isObserving: boolean;
  /**
   * False while Entra has not said all of it: so long no more is offered than is known, and it is to be asked again.
   */
  readonly isComplete: boolean;
  /** What a page of an earlier version calls `isComplete`; it may still be open while the bot is upgraded. */
  readonly isAllSaid: boolean;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly upn: string | null;
}

export interface DeviceSummary {
  readonly id: string;
  readonly name: string;
  readonly serialNumber: string | null;
  readonly model: string | null;
  readonly lastCheckInAt: string | null;
}

/** One line of a list of proposals. */
export interface ProposalSummary {
  readonly id: string;
  readonly version: number;
  readonly device: DeviceSummary;
  /** Null: no primary user now, or a shared device to be. */
  readonly from: Person | null;
  readonly to: Person | null;
  /** A `ProposalStateKind`; `title` says it in words. */
  readonly state: string;
  readonly title: string;
  readonly tone: "neutral" | "accent" | "good" | "warning" | "attention";
  readonly createdAt: string;
  readonly expiresAt: string | null;
  /** Null where nobody asked for it. */
  readonly requestedBy: string | null;
  /** Who is to decide, by name; null where nobody was named, or it is not shown. */
  readonly handedTo: string | null;
  /** How sure the evidence is of this change; null where it does not speak for it. */
  readonly certainty: "sure" | "likely" | "unsure" | null;
  /** Who of those who prepared the device says that it is wrong, and why, while it is open; null where nobody does. */
  readonly objection: string | null;
}

/** What keeps evidence from asking, in words; `until` is the end of it, null until an administrator lifts it. */
export interface Holding {
  readonly text: string;
  readonly until: string | null;
}

/** What may be done with a proposal now, by whoever asks. Empty for those who may not decide. */
export type Act =
  | "approve"
  | "reject"
  | "wake-now"
  | "snooze"
  | "someone-else"
  | "hand-to"
  | "undo"
  | "try-again";

/** Where proposals are looked for. `decided` ones can be undone for a while. */
export type Place = "waiting" | "snoozed" | "under-way" | "decided";

/**
 * What of a place is asked for, each of it or nothing; newest first without `sort`. `device` and `person` are parts of
 * what names them.
 */
export interface QueueFields {
  readonly sort?: "newest" | "oldest" | "strength" | "expires" | "device";
  readonly device?: string;
  readonly person?: string;
  readonly kind?: "reassign" | "clear";
  readonly certainty?: "sure" | "likely" | "unsure";
  readonly origin?: "person" | "evidence";
  readonly staged?: "yes";
}

/** `GET /api/tab/proposals?place=waiting&after=…&…` with `QueueFields` */
export interface ProposalPage {
  readonly proposals: readonly ProposalSummary[];
  /** Of all pages; what is decided is not counted. */
  readonly counts: Readonly<Record<Exclude<Place, "decided">, number>>;
  /** What a page of an earlier version reads of `counts`; it may still be open while the bot is upgraded. */
  readonly total: number | null;
  /** Waiting for room in a channel. */
  readonly held: number | null;
  /** No channel is in use, so that none has room. */
  readonly lacksChannel: boolean;
  /** While a first run lasts: how many by evidence are posted a day. */
  readonly firstRunPerDay: number | null;
  /** So many people are called what is asked for that not all of them were looked for. */
  readonly hasMorePeople: boolean;
  /** What `after` takes for the next page; null on the last. */
  readonly next: string | null;
}

/** `GET /api/tab/proposals/{id}` */
export interface ProposalDetail extends ProposalSummary {
  readonly acts: readonly Act[];
  /** Why this approver may not answer it; null where they may, or may not decide at all. */
  readonly mayNotDecide: string | null;
  /** As of `Me`: what may be done, or seen. */
  readonly isComplete: boolean;
  /** As of `Me`. */
  readonly isAllSaid: boolean;
  readonly why: readonly string[];
  readonly evidence: {
    readonly source: string;
    readonly observedAt: string;
    /** Logons of those who counted, most first; 0 of whom it is about and who never logged on. */
    readonly counted: readonly {
      readonly name: string;
      readonly logons: number;
    }[];
    readonly leftOut: readonly string[];
    /** Who was there on which of the last days; null where the evidence is none of days. */
    readonly days: ShownDays | null;
    readonly lastLogons: readonly {
      readonly name: string;
      readonly at: string;
      readonly why: string | null;
    }[];
  } | null;
  /** Whose logons it rests on is not shown to whoever asks. */
  readonly isSummary: boolean;
  /** What a page of an earlier version calls `isSummary`; it may still be open while the bot is upgraded. */
  readonly isInShort: boolean;
  readonly reason: string | null;
  readonly advice: string | null;
  readonly undoUntil: string | null;
  readonly wakesAt: string | null;
  /** Why the same is not asked again; null where nothing holds. */
  readonly holds: Holding | null;
  /** Why whoever asked for it wants it, in their words; null where they did not say, or it is not shown. */
  readonly requestedBecause: string | null;
  readonly timeline: readonly {
    readonly text: string;
    readonly at: string;
    /** What whoever did it wrote to it. */
    readonly said: string | null;
  }[];
  /** Null for those who may not see it. Newest first. */
  readonly audit: readonly AuditLine[] | null;
  /** Where Teams has the card; null before it is posted. */
  readonly cardUrl: string | null;
  readonly intuneUrl: string;
}

/** `POST /api/tab/proposals/{id}/answer`. The version is the one that was looked at. */
export type AnswerRequest = { readonly version: number } & (
  | { readonly act: "wake-now" | "try-again" }
  | { readonly act: "approve"; readonly comment?: string | undefined }
  | { readonly act: "undo"; readonly why?: string | undefined }
  | ({ readonly act: "reject" } & Refusal)
  | { readonly act: "snooze"; readonly days: 1 | 3 | 7 }
  /** An Entra object id. */
  | {
      readonly act: "someone-else";
      readonly userId: string;
      readonly why?: string | undefined;
    }
  /** The same of the approver who is to decide. */
  | { readonly act: "hand-to"; readonly userId: string }
);

/** Says why in words or by a choice. A page of an earlier version always has words. */
export interface Refusal {
  readonly reason?: string | undefined;
  /** By *shared on purpose* evidence falls silent about the device. */
  readonly choice?: RefusalChoice | undefined;
}

/** `checking`: Entra is slow; it is decided by itself, and the proposal, or a private message, tells. */
export type AnswerReply =
  | { readonly kind: "done"; readonly proposal: ProposalDetail }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "checking"; readonly message: string };

/**
 * `POST /api/tab/proposals/answers`: the same for several, each in the version that was looked at. At most 50, each
 * once.
 */
export type AnswersRequest = {
  readonly proposals: readonly {
    readonly id: string;
    readonly version: number;
  }[];
} & (
  | { readonly act: "approve"; readonly comment?: string | undefined }
  | ({ readonly act: "reject" } & Refusal)
  | { readonly act: "snooze"; readonly days: 1 | 3 | 7 }
);

/** What came of each, in the order in which they were named. Each was decided, or not, by itself. */
export interface AnswersReply {
  readonly answers: readonly {
    readonly id: string;
    /** As of `AnswerReply`; `failed`: it is not known that anything was done, and it can be tried again. */
    readonly kind: "done" | "refused" | "checking" | "failed";
    /** How it stands, or why it was not done, in words. */
    readonly message: string;
  }[];
}

/** `GET /api/tab/board?page=0` */
export interface Board {
  readonly stages: readonly {
    readonly title: string;
    readonly devices: number;
  }[];
  /** The handoffs that their leads say are wrong, while the helpdesk has it; the oldest, on each page. */
  readonly contradicted: readonly {
    readonly device: DeviceSummary;
    readonly saidBy: string;
    readonly saidAt: string;
  }[];
  readonly waiting: number;
  readonly stuck: number;
  readonly rows: readonly {
    readonly device: DeviceSummary;
    readonly stagedBy: string | null;
    readonly enrolledAt: string;
    readonly stage: string;
    readonly isStuck: boolean;
  }[];
  readonly page: number;
  readonly pages: number;
}

/**
 * `GET /api/tab/decisions?days=90&zone=Europe/Berlin`. Counts of what was settled on each of the zone's days, days
 * without any included.
 */
export interface Decisions {
  readonly days: readonly {
    /** yyyy-mm-dd */
    readonly day: string;
    readonly approved: number;
    readonly rejected: number;
    readonly expired: number;
    readonly undone: number;
  }[];
  /** Approved, and not undone, of all that people answered; null when nobody answered any. 0 to 1. */
  readonly acceptance: number | null;
  /** Half of the answers came within so many ms; null without any. */
  readonly medianMsToAnswer: number | null;
}

/** `GET /api/tab/search?q=…`; an empty `q` gives what this person looked up lately. */
export interface SearchReply {
  readonly devices: readonly (DeviceSummary & {
    readonly primaryUser: string | null;
  })[];
  readonly people: readonly (Person & {
    readonly department: string | null;
  })[];
}

/** Who was there on which of the last days. */
export interface ShownDays {
  readonly title: string;
  readonly rows: readonly {
    readonly name: string;
    /** Oldest first. */
    readonly seen: readonly boolean[];
    /** The same in words. */
    readonly said: string;
  }[];
  /** Of which days, and how many people are not shown; in words. */
  readonly notes: readonly string[];
  /** In words, with the instant where it is not said. */
  readonly sources: readonly {
    readonly text: string;
    readonly at: string | null;
  }[];
}

/** `GET /api/tab/devices/{id}` */
export interface DeviceDetail {
  readonly device: DeviceSummary;
  readonly primaryUser: Person | null;
  /** Name and value, in words: department, manager, since when, compliance, … */
  readonly facts: readonly {
    readonly label: string;
    readonly text?: string;
    readonly at?: string;
  }[];
  readonly confidence: string;
  /** What a page of an earlier version calls `confidence`; it may still be open while the bot is upgraded. */
  readonly sureness: string;
  /** That sources disagree about who uses it, and who says whom as far as it may be seen; null where they agree. */
  readonly contradiction: string | null;
  /** Null where nothing tells of days, or they may not be seen. */
  readonly days: ShownDays | null;
  readonly seen: readonly {
    readonly name: string;
    readonly logons: number | null;
    readonly lastAt: string | null;
  }[];
  /** Null when it was read live. */
  readonly readAt: string | null;
  /** What is not shown, and why; null when all is. */
  readonly withheld: string | null;
  readonly proposal: ProposalSummary | null;
  /** What keeps evidence from asking about it, or about a change of it. */
  readonly notAsked: readonly Holding[];
  /** Who uses it more than its primary user does, and may be proposed; null for nobody. */
  readonly suggested: Person | null;
  /** Among these is a silence, which admins can lift. */
  readonly isSilenced: boolean;
  /**
   * Where devices can be asked at once who used them; for approvers and admins. `running`: who asked, and when, while
   * it has not told.
   */
  readonly collecting: {
    readonly running: { readonly text: string; readonly at: string } | null;
  } | null;
  readonly intuneUrl: string;
}

/** `POST /api/tab/devices/{id}/propose` */
export interface ProposeRequest {
  /** An Entra object id. */
  readonly userId: string;
}

/** `message` says what came of it. */
export interface ProposeReply {
  readonly kind: "done" | "refused";
  readonly message: string;
}

/** `POST /api/tab/devices/{id}/collect`: asks it. `message` says what came of it. */
export interface CollectReply {
  readonly kind: "done" | "refused";
  readonly message: string;
}

/** `POST /api/tab/devices/{id}/ask-again`: lifts its silence; admins only. `message` says what came of it. */
export interface AskAgainReply {
  readonly kind: "done" | "refused";
  readonly message: string;
}

/** `GET /api/tab/people/{id}` */
export interface PersonDetail {
  readonly person: Person;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly owned: readonly (DeviceSummary & { readonly compliance: string })[];
  readonly ownedTotal: number;
  /** Null when whoever asks may not see it. */
  readonly used: readonly DeviceSummary[] | null;
  readonly readAt: string | null;
  readonly withheld: string | null;
  readonly entraUrl: string;
}

/** `GET /api/tab/preview?page=0`; admins only */
export type PreviewReply =
  | {
      readonly kind: "made";
      readonly madeAt: string;
      /** What a reader must know of it, a sentence or two each. */
      readonly notes: readonly string[];
      readonly groups: readonly {
        readonly certainty: string;
        readonly reason: string;
        readonly count: number;
      }[];
      readonly rows: readonly {
        readonly device: DeviceSummary;
        readonly from: Person | null;
        readonly to: Person | null;
        readonly certainty: string;
        readonly reason: string;
        readonly days: number | null;
        readonly waits: boolean;
      }[];
      /** From 0; the last one when there are not so many. */
      readonly page: number;
      readonly pages: number;
    }
  /** It goes on: to be asked again. */
  | { readonly kind: "being-made"; readonly weighed: number };

/** `POST /api/tab/preview/export`; admins only. The address is valid for ten minutes. */
export interface PreviewExportReply {
  readonly url: string;
}

/** `GET /api/tab/settings`; admins only */
export interface SettingsView {
  readonly version: number;
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    /** Empty for none. */
    readonly note: string;
    readonly groups: readonly SettingsGroup[];
  }[];
  /** Only the environment sets these. `text` is null for a secret, and where nothing says anything. */
  readonly environment: readonly {
    readonly name: string;
    readonly isSet: boolean;
    readonly text: string | null;
  }[];
}

/** Fields that belong together. */
export interface SettingsGroup {
  /** A fault may name it instead of a field. */
  readonly id: string;
  /** Null where the section's own title is enough. */
  readonly title: string | null;
  readonly help: string;
  /** The channel that its fields are about. */
  readonly channel: SettingsChannel | null;
  readonly changed: SettingsChanged | null;
  readonly fields: readonly SettingsField[];
}

export interface SettingsChannel {
  readonly id: string;
  /** What it gets, in words; null for one that was lost. */
  readonly share: string | null;
  /** Null while it is in use. */
  readonly lostAt: string | null;
  readonly chosenBy: string;
  readonly chosenAt: string;
}

/** Who changed something last, by name or a stand-in. */
export interface SettingsChanged {
  readonly who: string;
  readonly at: string;
}

export interface SettingsField {
  readonly id: string;
  readonly label: string;
  /** What it does, its range and its default; empty for nothing. */
  readonly help: string;
  /** What stands in the empty field. */
  readonly hint: string;
  readonly value: string;
  readonly input:
    | { readonly kind: "number" }
    | { readonly kind: "text" }
    | { readonly kind: "list" }
    | {
        readonly kind: "choice";
        readonly options: readonly {
          readonly value: string;
          readonly title: string;
        }[];
      }
    /** A UPN or an object id, or nobody in particular. */
    | {
        readonly kind: "person";
        readonly nobody: { readonly value: string; readonly title: string };
      };
  /** What came of it last; empty for nothing. */
  readonly note: string;
  /** Null where nobody changed it. */
  readonly changed: SettingsChanged | null;
  /** The variable from which it has its value until somebody changes it here; null once somebody did. */
  readonly follows: string | null;
}

/** `POST /api/tab/settings`: what was typed, by the fields' ids; the version is that of what was looked at. */
export interface SettingsRequest {
  readonly version: number;
  readonly texts: Readonly<Record<string, string>>;
}

/** `settings` is what they are then. Nothing was stored but for `saved`. */
export type SettingsReply =
  | {
      readonly kind: "saved" | "unchanged";
      readonly said: readonly string[];
      readonly settings: SettingsView;
    }
  /** By the ids of fields and groups. */
  | {
      readonly kind: "faulty";
      readonly said: readonly string[];
      readonly faults: Readonly<Record<string, readonly string[]>>;
      readonly settings: SettingsView;
    }
  /** Somebody else saved meanwhile: what stands there now, by the ids of fields and groups. */
  | {
      readonly kind: "stale";
      readonly changed: SettingsChanged;
      readonly meanwhile: Readonly<Record<string, string>>;
      readonly settings: SettingsView;
    }
  | { readonly kind: "refused"; readonly message: string };

/** `POST /api/tab/settings/channels/stop`; admins only. */
export interface StopChannelRequest {
  readonly channelId: string;
}

/** `wasInUse`: false when somebody else was faster. */
export interface StopChannelReply {
  readonly wasInUse: boolean;
}

export interface AuditLine {
  readonly seq: number;
  readonly at: string;
  readonly what: string;
  /** In words: by name on the page of the log, elsewhere by a stand-in. */
  readonly who: string;
  readonly device: string | null;
  readonly proposalId: string | null;
  readonly details: string;
}

/** What of the log is asked for, each of it or nothing. */
export interface AuditFields {
  /** Name, serial number or id. */
  readonly device?: string;
  /** UPN, name or object id of whoever did it. */
  readonly person?: string;
  /** An `AuditKind`, or what is before its dot. */
  readonly kind?: string;
  /** The first instant. */
  readonly since?: string;
  /** The first instant after. */
  readonly until?: string;
}

/** `GET /api/tab/audit?before=…&device=…&…` with `AuditFields`, newest first; admins only */
export interface AuditPage {
  readonly rows: readonly AuditLine[];
  readonly next: number | null;
  /** Why there are none, in words, where a device or a person is not known; else null. */
  readonly notFound: string | null;
}

/** `GET /api/tab/audit/kinds`; admins only. Each value is what `AuditFields` takes. */
export interface AuditKindsReply {
  readonly subjects: readonly {
    readonly value: string;
    readonly title: string;
    readonly kinds: readonly {
      readonly value: string;
      readonly title: string;
    }[];
  }[];
}

/** `POST /api/tab/audit/export`; admins only */
export type AuditExportRequest = AuditFields & {
  readonly format: "csv" | "jsonl";
};

/** The address is valid for ten minutes. */
export type AuditExportReply =
  | { readonly kind: "made"; readonly url: string }
  | { readonly kind: "not-found"; readonly message: string };

/** `GET /api/tab/audit/verification`; admins only */
export type AuditVerificationReply =
  | {
      readonly kind: "intact";
      readonly rows: number;
      readonly headHash: string;
      /** Whose details were erased, in words; null when none were. */
      readonly erased: string | null;
    }
  | {
      readonly kind: "broken";
      readonly seq: number;
      readonly what: string;
      /** What else was found, a sentence each. */
      readonly others: readonly string[];
      readonly erased: string | null;
    };

/**
 * `GET /api/tab/changes?since=…`: answered when a proposal changed after `since`, or after 20 seconds with nothing.
 * Without `since` at once, with where to begin.
 */
export interface Changes {
  readonly since: string;
  /** Ids of proposals that were made or changed; null when there were too many to name. */
  readonly proposals: readonly string[] | null;
  /**
   * Answers of whoever asks that were `checking` and then refused, oldest first; they may have no chat in which to be
   * told. Each is given until the next request has the `since` of this reply.
   */
  readonly refusals: readonly {
    readonly proposalId: string;
    readonly message: string;
    readonly at: string;
  }[];
}

/** Every refusal: 400, 401, 403, 404, 409, 429, 503. `message` is for people, in their language. */
export interface ErrorReply {
  readonly error: { readonly code: string; readonly message: string };
}
