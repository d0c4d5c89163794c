import {
  Button,
  Caption1,
  Field,
  Input,
  Link,
  MessageBar,
  MessageBarBody,
  Select,
  Spinner,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons/svg/arrow-download";
import { ShieldTaskRegular } from "@fluentui/react-icons/svg/shield-task";
import { useRef, useState, type ReactNode } from "react";
import type {
  AuditExportReply,
  AuditExportRequest,
  AuditFields,
  AuditKindsReply,
  AuditPage as Page,
  AuditVerificationReply,
} from "../../api/shapes.ts";
import { ApiError } from "../data/api.ts";
import { DataTable, PageFrame, Surface, Turning } from "../parts/page.tsx";
import { Empty, FailureBar, Read, Time } from "../parts/parts.tsx";
import { toApiError } from "../data/queries.ts";
import { formatRoute } from "../data/route.ts";
import { useMe, useReading, useTab } from "../data/tabContext.ts";

const useStyles = makeStyles({
  hash: {
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: "anywhere",
  },
  head: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    gap: tokens.spacingVerticalM,
  },
  filter: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "end",
    gap: tokens.spacingHorizontalM,
  },
  field: { flex: "1 1 200px", minWidth: 0 },
  // Its longest entry would make it wider than its place.
  select: { width: "100%", minWidth: 0 },
  day: { flex: "0 1 150px", minWidth: 0 },
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
  },
});

const NOTHING: AuditFields = {};

const ALWAYS = () => true;
const NEVER = () => false;

/** The audit log, newest first, and whether it is intact. For admins. */
export default function AuditPage(): ReactNode {
  const { messages, route } = useTab();
  const kind = (route.page === "audit" && route.kind) || null;
  const { tab } = messages;
  const me = useMe();
  if (me && !me.may.administer)
    return (
      <PageFrame title={tab.pages.audit}>
        <Empty
          icon={<ShieldTaskRegular fontSize={32} aria-hidden />}
          title={tab.audit.notForYou}
          hint={tab.audit.notForYouHint}
        />
      </PageFrame>
    );
  return (
    <PageFrame title={tab.pages.audit}>
      <Log key={kind} kind={kind} />
    </PageFrame>
  );
}

function Verification(): ReactNode {
  const styles = useStyles();
  const { api, messages } = useTab();
  const t = messages.tab.audit;
  const [state, setState] = useState<
    | { readonly kind: "asked" | "unasked" }
    | { readonly kind: "failed"; readonly error: ApiError }
    | { readonly kind: "told"; readonly reply: AuditVerificationReply }
  >({ kind: "unasked" });

  async function verify(): Promise<void> {
    if (state.kind === "asked") return;
    setState({ kind: "asked" });
    try {
      const reply = await api.get<AuditVerificationReply>("audit/verification");
      setState({ kind: "told", reply });
    } catch (error) {
      setState({ kind: "failed", error: toApiError(error) });
    }
  }

  return (
    <>
      <div>
        <Button
          onClick={() => void verify()}
          disabledFocusable={state.kind === "asked"}
          icon={
            state.kind === "asked" ? (
              <Spinner size="extra-tiny" />
            ) : (
              <ShieldTaskRegular />
            )
          }
        >
          {state.kind === "asked" ? t.verifying : t.verify}
        </Button>
      </div>
      {state.kind === "failed" && <FailureBar error={state.error} />}
      {state.kind === "told" && state.reply.kind === "intact" && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>
            {t.intact({ rows: state.reply.rows })} {state.reply.erased}
            <br />
            <Caption1>
              {t.head}:{" "}
              <span className={styles.hash}>{state.reply.headHash}</span>
            </Caption1>
          </MessageBarBody>
        </MessageBar>
      )}
      {state.kind === "told" && state.reply.kind === "broken" && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            {t.broken({ seq: state.reply.seq, what: state.reply.what })}{" "}
            {state.reply.others.join(" ")} {state.reply.erased}
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}

/** @param kind to which entries a link leads; null for all. */
function Log({ kind }: { readonly kind: string | null }): ReactNode {
  const [fields, setFields] = useState<AuditFields>(
    kind === null ? NOTHING : { kind },
  );
  return (
    <>
      <div className={useStyles().head}>
        <Verification />
        <Exports fields={fields} />
      </div>
      <Filter kind={kind} onFields={setFields} />
      <Entries key={JSON.stringify(fields)} fields={fields} />
    </>
  );
}

/** What is typed counts once it is sent: a device or a person is looked up whole. */
function Filter({
  kind,
  onFields,
}: {
  readonly kind: string | null;
  readonly onFields: (fields: AuditFields) => void;
}): ReactNode {
  const styles = useStyles();
  const { messages, go } = useTab();
  const t = messages.tab.audit;
  const kinds = useReading<AuditKindsReply>("audit/kinds", (api) =>
    api.get("audit/kinds"),
  );
  const subjects = kinds.data?.subjects ?? [];
  return (
    <form
      className={styles.filter}
      aria-label={t.filter}
      onSubmit={(event) => {
        event.preventDefault();
        onFields(readFields(new FormData(event.currentTarget)));
      }}
      onReset={() => {
        onFields(NOTHING);
        if (kind !== null) go({ page: "audit" });
      }}
    >
      <Field label={t.device} className={styles.field}>
        <Input name="device" maxLength={200} placeholder={t.deviceHint} />
      </Field>
      <Field label={t.person} className={styles.field}>
        <Input name="person" maxLength={200} placeholder={t.personHint} />
      </Field>
      <Field label={t.kind} className={styles.field}>
        <Select
          // It takes its first value once, and the choices come later.
          key={subjects.length}
          name="kind"
          defaultValue={kind ?? ""}
          select={{ className: styles.select }}
        >
          <option value="">{t.everyKind}</option>
          {subjects.map((subject) => (
            <optgroup key={subject.value} label={subject.title}>
              <option value={subject.value}>
                {t.allOf({ subject: subject.title })}
              </option>
              {subject.kinds.map(({ value, title }) => (
                <option key={value} value={value}>
                  {title}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
      <Field label={t.since} className={styles.day}>
        <Input name="since" type="date" />
      </Field>
      <Field label={t.until} className={styles.day}>
        <Input name="until" type="date" />
      </Field>
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary">
          {t.show}
        </Button>
        <Button type="reset">{t.clear}</Button>
      </div>
    </form>
  );
}

function readFields(form: FormData): AuditFields {
  const said = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const fields = {
    device: said("device"),
    person: said("person"),
    kind: said("kind"),
    since: beginningOf(said("since"), 0),
    // The day itself counts.
    until: beginningOf(said("until"), 1),
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== ""),
  );
}

/** @returns when a day, or another so many days later, begins where the reader is; empty for none. */
function beginningOf(day: string, later: number): string {
  const at = new Date(`${day}T00:00`);
  if (Number.isNaN(at.getTime())) return "";
  at.setDate(at.getDate() + later);
  return at.toISOString();
}

/** The link is made when it is asked for: it lives for minutes, and asking is recorded. */
function Exports({ fields }: { readonly fields: AuditFields }): ReactNode {
  const styles = useStyles();
  const { api, messages } = useTab();
  const t = messages.tab.audit;
  const [state, setState] = useState<"idle" | "asked" | ApiError>("idle");

  async function download(format: AuditExportRequest["format"]): Promise<void> {
    if (state === "asked") return;
    setState("asked");
    try {
      const reply = await api.post<AuditExportReply>("audit/export", {
        ...fields,
        format,
      } satisfies AuditExportRequest);
      if (reply.kind === "not-found") {
        setState(new ApiError("failed", reply.message));
        return;
      }
      const link = document.createElement("a");
      link.href = reply.url;
      link.download = "";
      link.click();
      setState("idle");
    } catch (error) {
      setState(toApiError(error));
    }
  }

  return (
    <div className={styles.buttons}>
      {(["csv", "jsonl"] as const).map((format) => (
        <Button
          key={format}
          icon={<ArrowDownloadRegular />}
          disabledFocusable={state === "asked"}
          onClick={() => void download(format)}
        >
          {t[format]}
        </Button>
      ))}
      {state !== "idle" && state !== "asked" && <FailureBar error={state} />}
    </div>
  );
}

function Entries({ fields }: { readonly fields: AuditFields }): ReactNode {
  const { messages } = useTab();
  const { tab, formats } = messages;
  const t = tab.audit;
  /** Before which entry each page begins that was gone on to. */
  const [befores, setBefores] = useState<readonly number[]>([]);
  const before = befores.at(-1);
  const query = new URLSearchParams({
    ...fields,
    ...(before !== undefined && { before: String(before) }),
  }).toString();
  const shown = useReading<Page>(
    `audit?${query}`,
    (api) => api.get(query === "" ? "audit" : `audit?${query}`),
    before === undefined ? ALWAYS : NEVER,
  );
  const last = useRef<Page | null>(null);
  if (shown.data) last.current = shown.data;
  return (
    <Read of={{ ...shown, data: last.current }} lines={12}>
      {({ rows, next, notFound }) => (
        <Surface>
          {rows.length === 0 ? (
            <Empty
              icon={<ShieldTaskRegular fontSize={32} aria-hidden />}
              title={fields === NOTHING ? t.none : (notFound ?? t.noneFound)}
              {...(fields !== NOTHING &&
                notFound === null && { hint: t.noneFoundHint })}
            />
          ) : (
            <DataTable
              label={tab.pages.audit}
              rows={rows}
              keyOf={({ seq }) => seq}
              columns={[
                { title: t.entry, cell: ({ seq }) => formats.number(seq) },
                {
                  title: t.at,
                  cell: ({ at }) => <Time at={at} />,
                  speaksForItself: true,
                },
                {
                  title: t.what,
                  speaksForItself: true,
                  cell: ({ what, proposalId }) =>
                    proposalId === null ? (
                      what
                    ) : (
                      <Link
                        href={formatRoute({
                          page: "proposals",
                          id: proposalId,
                        })}
                      >
                        {what}
                      </Link>
                    ),
                },
                { title: t.who, cell: ({ who }) => who, isName: true },
                {
                  title: t.device,
                  cell: ({ device }) => device,
                  isName: true,
                },
                {
                  title: t.details,
                  cell: ({ details }) => details,
                  speaksForItself: true,
                },
              ]}
            />
          )}
          {(befores.length > 0 || next !== null) && (
            <Turning
              said={t.shown({
                newest: rows[0]?.seq ?? 0,
                oldest: rows.at(-1)?.seq ?? 0,
              })}
              onPrevious={
                befores.length > 0
                  ? () => setBefores(befores.slice(0, -1))
                  : null
              }
              onNext={
                next === null ? null : () => setBefores([...befores, next])
              }
            />
          )}
        </Surface>
      )}
    </Read>
  );
}
