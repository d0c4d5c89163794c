import {
  Button,
  Caption1,
  Link,
  MessageBar,
  MessageBarBody,
  Spinner,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { ShieldTaskRegular } from "@fluentui/react-icons/svg/shield-task";
import { useRef, useState, type ReactNode } from "react";
import type {
  AuditLine,
  AuditPage as Page,
  AuditVerificationReply,
} from "../../api/shapes.ts";
import type { Api, ApiError } from "../data/api.ts";
import { DataTable, PageFrame, Surface } from "../parts/page.tsx";
import { Empty, FailureBar, Read, Time } from "../parts/parts.tsx";
import { toApiError } from "../data/queries.ts";
import { formatRoute } from "../data/route.ts";
import { useMe, useReading, useTab } from "../data/tabContext.ts";

const useStyles = makeStyles({
  hash: {
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: "anywhere",
  },
  more: { justifySelf: "center" },
});

interface Rows {
  readonly rows: readonly AuditLine[];
  readonly hasMore: boolean;
}

async function readPages(api: Api, count: number): Promise<Rows> {
  const rows: AuditLine[] = [];
  let next: number | null = null;
  for (let page = 0; page < count; page += 1) {
    const read: Page = await api.get(
      next === null ? "audit" : `audit?before=${next}`,
    );
    rows.push(...read.rows);
    next = read.next;
    if (next === null) break;
  }
  return { rows, hasMore: next !== null };
}

const ALWAYS = () => true;

/** The audit log, newest first, and whether it is intact. For admins. */
export default function AuditPage(): ReactNode {
  const { messages } = useTab();
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
      <Verification />
      <Entries />
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

function Entries(): ReactNode {
  const styles = useStyles();
  const { messages } = useTab();
  const { tab, formats } = messages;
  const t = tab.audit;
  const [pages, setPages] = useState(1);
  const shown = useReading<Rows>(
    `audit/${pages}`,
    (api) => readPages(api, pages),
    ALWAYS,
    // The rate that the bot allows a person is for one page a second, and what else is shown.
    (pages - 1) * 1_000,
  );
  const before = useRef<Rows | null>(null);
  if (shown.data) before.current = shown.data;
  return (
    <Read of={{ ...shown, data: before.current }} lines={12}>
      {({ rows, hasMore }) => (
        <Surface>
          {rows.length === 0 ? (
            <Empty
              icon={<ShieldTaskRegular fontSize={32} aria-hidden />}
              title={t.none}
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
          {hasMore && (
            <Button
              className={styles.more}
              disabledFocusable={shown.isReading}
              onClick={() => setPages(pages + 1)}
            >
              {tab.more}
            </Button>
          )}
        </Surface>
      )}
    </Read>
  );
}
