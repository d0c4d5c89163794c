import type { DeviceId } from "../devices/device.ts";
import type { UserId } from "../people/user.ts";
import { AUDIT_KINDS, type AuditKind } from "./audit.ts";

/** Which entries of the log are meant: those that all of it is true of; null says nothing. */
export interface AuditFilter {
  readonly deviceId: DeviceId | null;
  /** Whoever did it. */
  readonly actor: UserId | null;
  readonly kinds: readonly AuditKind[] | null;
  /** The first instant. */
  readonly since: Date | null;
  /** The first instant after. */
  readonly until: Date | null;
}

/** The whole log. */
export const EVERY_ENTRY: AuditFilter = {
  deviceId: null,
  actor: null,
  kinds: null,
  since: null,
  until: null,
};

/** What kinds have in common: what stands before the dot. */
export type AuditSubject = AuditKind extends infer Kind
  ? Kind extends `${infer Subject}.${string}`
    ? Subject
    : never
  : never;

export const AUDIT_SUBJECTS: readonly AuditSubject[] = [
  ...new Set(AUDIT_KINDS.map(subjectOf)),
];

export function subjectOf(kind: AuditKind): AuditSubject {
  return kind.slice(0, kind.indexOf(".")) as AuditSubject;
}

/**
 * The kinds that a word stands for: a subject, a whole kind, or what is behind the dot of some, in any case of letters.
 *
 * @returns null for a word of none.
 */
export function kindsNamed(word: string): readonly AuditKind[] | null {
  const name = word.trim().toLowerCase();
  const kinds = AUDIT_KINDS.filter(
    (kind) =>
      kind === name ||
      subjectOf(kind) === name ||
      kind.slice(kind.indexOf(".") + 1) === name,
  );
  return kinds.length === 0 ? null : kinds;
}

/** The fewest words that stand for these kinds: a subject for all of its own. */
export function nameKinds(
  kinds: readonly AuditKind[],
): readonly (AuditSubject | AuditKind)[] {
  return AUDIT_SUBJECTS.flatMap((subject) => {
    const own = AUDIT_KINDS.filter((kind) => subjectOf(kind) === subject);
    const wanted = own.filter((kind) => kinds.includes(kind));
    return wanted.length === own.length ? [subject] : wanted;
  });
}
