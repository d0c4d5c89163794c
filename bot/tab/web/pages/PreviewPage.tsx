import {
  Button,
  Caption1,
  Link,
  Spinner,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons/svg/arrow-download";
import { EyeRegular } from "@fluentui/react-icons/svg/eye";
import { useRef, useState, type ReactNode } from "react";
import type {
  Person,
  PreviewExportReply,
  PreviewReply,
} from "../../api/shapes.ts";
import type { ApiError } from "../data/api.ts";
import { toApiError } from "../data/queries.ts";
import { formatRoute } from "../data/route.ts";
import { useAskAgain, useMe, useReading, useTab } from "../data/tabContext.ts";
import { DataTable, PageFrame, Paging, Surface } from "../parts/page.tsx";
import { Empty, FailureBar, Read, Time } from "../parts/parts.tsx";

const useStyles = makeStyles({
  text: { margin: 0 },
  small: { color: tokens.colorNeutralForeground3 },
});

type Made = Extract<PreviewReply, { kind: "made" }>;

/** What would be proposed now, by certainty and reason. For admins; changes nothing. */
export default function PreviewPage(): ReactNode {
  const { messages } = useTab();
  const t = messages.tab.preview;
  const me = useMe();
  if (me && !me.may.administer)
    return (
      <PageFrame title={messages.tab.pages.preview}>
        <Empty
          icon={<EyeRegular fontSize={32} aria-hidden />}
          title={t.notForYou}
          hint={messages.tab.audit.notForYouHint}
        />
      </PageFrame>
    );
  return <Preview />;
}

function Preview(): ReactNode {
  const { messages } = useTab();
  const [page, setPage] = useState(0);
  const shown = useReading<PreviewReply>(
    `preview/${page}`,
    (api) =>
      api.get(page === 0 ? "preview?page=0&new" : `preview?page=${page}`),
    () => false,
  );
  const isBeingMade = shown.data?.kind === "being-made";
  useAskAgain(shown, isBeingMade);
  // What was shown stays until the other page is there.
  const before = useRef<PreviewReply | null>(null);
  if (shown.data) before.current = shown.data;
  return (
    <PageFrame title={messages.tab.pages.preview} beside={<Download />}>
      <Read of={{ ...shown, data: before.current }} lines={12}>
        {(reply) =>
          reply.kind === "being-made" ? (
            <BeingMade weighed={reply.weighed} />
          ) : (
            <>
              <Groups preview={reply} />
              <Rows preview={reply} />
              <Paging page={reply.page} pages={reply.pages} onPage={setPage} />
            </>
          )
        }
      </Read>
    </PageFrame>
  );
}

function BeingMade({ weighed }: { readonly weighed: number }): ReactNode {
  const { messages } = useTab();
  return (
    <Spinner
      label={messages.tab.preview.beingMade({ count: weighed })}
      labelPosition="below"
    />
  );
}

/** The link is made when it is asked for: it lives for minutes, and asking is recorded. */
function Download(): ReactNode {
  const { api, messages } = useTab();
  const [state, setState] = useState<"idle" | "asked" | ApiError>("idle");

  async function download(): Promise<void> {
    if (state === "asked") return;
    setState("asked");
    try {
      const { url } = await api.post<PreviewExportReply>("preview/export", {});
      const link = document.createElement("a");
      link.href = url;
      link.download = "";
      link.click();
      setState("idle");
    } catch (error) {
      setState(toApiError(error));
    }
  }

  return (
    <>
      <Button
        icon={<ArrowDownloadRegular />}
        disabledFocusable={state === "asked"}
        onClick={() => void download()}
      >
        {messages.tab.preview.csv}
      </Button>
      {state !== "idle" && state !== "asked" && <FailureBar error={state} />}
    </>
  );
}

function Groups({ preview }: { readonly preview: Made }): ReactNode {
  const styles = useStyles();
  const { messages } = useTab();
  const t = messages.tab.preview;
  const { notes, groups, madeAt } = preview;
  return (
    <Surface>
      {notes.map((note) => (
        <p key={note} className={styles.text}>
          {note}
        </p>
      ))}
      <Caption1 className={styles.small}>
        {t.madeAt} <Time at={madeAt} />
      </Caption1>
      {groups.length > 0 && (
        <DataTable
          label={t.groups}
          rows={groups}
          keyOf={({ certainty, reason }) => `${certainty}/${reason}`}
          columns={[
            { title: t.certainty, cell: ({ certainty }) => certainty },
            {
              title: t.reason,
              cell: ({ reason }) => reason,
              speaksForItself: true,
            },
            {
              title: t.count,
              cell: ({ count }) => messages.formats.number(count),
            },
          ]}
        />
      )}
    </Surface>
  );
}

function Rows({ preview }: { readonly preview: Made }): ReactNode {
  const styles = useStyles();
  const { messages } = useTab();
  const t = messages.tab.preview;
  const nobody = messages.tab.proposals;
  const nameOf = (person: Person | null, none: string) => person?.name ?? none;
  if (preview.rows.length === 0)
    return (
      <Surface>
        <Empty
          icon={<EyeRegular fontSize={32} aria-hidden />}
          title={t.none}
          hint={t.noneHint}
        />
      </Surface>
    );
  return (
    <Surface title={t.rows}>
      <DataTable
        label={t.rows}
        rows={preview.rows}
        keyOf={({ device }) => device.id}
        columns={[
          {
            title: messages.tab.audit.device,
            speaksForItself: true,
            isName: true,
            cell: ({ device }) => (
              <Link href={formatRoute({ page: "device", id: device.id })}>
                {device.name}
              </Link>
            ),
          },
          {
            title: messages.tab.proposal.now,
            isName: true,
            cell: ({ from }) => nameOf(from, nobody.nobody),
          },
          {
            title: messages.tab.proposal.proposed,
            isName: true,
            cell: ({ to }) => nameOf(to, nobody.shared),
          },
          { title: t.certainty, cell: ({ certainty }) => certainty },
          {
            title: t.reason,
            speaksForItself: true,
            cell: ({ reason, days, waits }) => (
              <>
                {reason}
                <Caption1 className={styles.small}>
                  {days !== null && ` ${t.days({ count: days })}`}
                  {waits && ` · ${t.waits}`}
                </Caption1>
              </>
            ),
          },
        ]}
      />
    </Surface>
  );
}
