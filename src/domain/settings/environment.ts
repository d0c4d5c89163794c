import { settingsFields, FIELD_IDS } from "./settingsFields.ts";
import { variables, type VariableName } from "./variables.ts";

/** What the environment says of something that nobody can change in Teams. */
export interface EnvironmentValue {
  readonly name: VariableName;
  readonly isSet: boolean;
  /** As it was set, or the default; null for neither, and always for a secret. */
  readonly text: string | null;
}

const TUNED: ReadonlySet<VariableName> = new Set([
  ...FIELD_IDS.flatMap((id) => settingsFields[id].variable ?? []),
  "STAGING_LEADS" as const,
]);

/** The variables that seed no setting, in the order of the documents. */
export const ENVIRONMENT_ONLY: readonly VariableName[] = (
  Object.keys(variables) as VariableName[]
).filter((name) => !TUNED.has(name));
