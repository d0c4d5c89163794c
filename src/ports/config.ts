import type { ReportAuthentication } from "../domain/evidence/reportAuthentication.ts";
import type { SettingValues } from "../domain/settings/settings.ts";
import type { GroupId } from "./graph.ts";

/** The Remediation whose output is evidence. */
export interface Remediation {
  readonly scriptId: string;
  /** Of the tenant whose devices it runs on. */
  readonly tenantId: string;
}

/** What the environment says, decided once. Frozen, and free of text that still needs reading. */
export interface Config {
  readonly server: {
    readonly port: number;
    /** Null for all interfaces. */
    readonly host: string | null;
    /** Without trailing slash; null turns the tab off. */
    readonly publicUrl: string | null;
  };
  /** Where `/metrics` is served; null: nowhere. */
  readonly metrics: { readonly port: number; readonly host: string } | null;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  readonly tab: {
    /** The app registration whose tokens sign people in. */
    readonly clientId: string;
    /** The `id` of the Teams app's manifest. */
    readonly appId: string;
  };
  readonly bot: {
    readonly id: string;
    readonly tenantId: string;
    readonly credentials: BotCredentials;
    readonly openIdMetadataUrl: string;
    /** Authority of outbound tokens, tenant included. */
    readonly loginUrl: string;
  };
  readonly graph: {
    /** Root without version or trailing slash. */
    readonly url: string;
    readonly authorityHost: string;
    readonly credentials: GraphCredentials;
  };
  readonly storage:
    | { readonly kind: "embedded"; readonly dataDir: string }
    | { readonly kind: "postgres"; readonly url: string };
  readonly groups: {
    readonly approvers: GroupId;
    readonly admins: GroupId;
    readonly technicians: GroupId | null;
  };
  /** The first version of what admins tune in Teams later. */
  readonly settings: SettingValues;
  readonly logonReports: ReportAuthentication;
  /** Null: none is read. */
  readonly remediation: Remediation | null;
  readonly signInEvidence: boolean;
  /** `resource` is spelled as Entra knows it: its trailing slash counts. */
  readonly warehouse: {
    readonly url: string;
    readonly resource: string;
  } | null;
  readonly serviceNow: {
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
  } | null;
}

export type BotCredentials =
  | { readonly kind: "password"; readonly password: string }
  | { readonly kind: "managed-identity" };

/** The identity that calls Graph, chosen in the order of `@azure/identity`'s default chain. */
export type GraphCredentials =
  | {
      readonly kind: "secret";
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  | {
      readonly kind: "certificate";
      readonly tenantId: string;
      readonly clientId: string;
      readonly certificatePath: string;
      readonly certificatePassword: string | null;
    }
  | {
      readonly kind: "federated-token";
      readonly tenantId: string;
      readonly clientId: string;
      readonly tokenFile: string;
    }
  | {
      readonly kind: "managed-identity";
      /** Null for the system-assigned one. */
      readonly clientId: string | null;
    };
