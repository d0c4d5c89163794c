import {
  Body1,
  Button,
  Caption1,
  Spinner,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type {
  AnswersReply,
  AnswersRequest,
  ProposalSummary,
} from "../../api/shapes.ts";
import { ActChoice } from "../parts/actForm.tsx";
import { onEscape, useFocusAtFirst } from "../parts/focus.ts";
import { isContradicted, Objection } from "../parts/Objection.tsx";
import { explain } from "../parts/parts.tsx";
import { RejectForm } from "./ProposalActions.tsx";
import { toApiError } from "../data/queries.ts";
import { useTab } from "../data/tabContext.ts";

const useStyles = makeStyles({
  acts: {
    position: "sticky",
    bottom: 0,
    zIndex: 1,
    display: "grid",
    gap: tokens.spacingVerticalS,
    maxHeight: "70vh",
    overflowY: "auto",
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
  },
  confirm: { display: "grid", gap: tokens.spacingVerticalS },
  list: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    maxHeight: "30vh",
    overflowY: "auto",
    overflowWrap: "anywhere",
  },
  error: { color: tokens.colorPaletteRedForeground1 },
});

/** From so many on, approving is asked about once more; of what somebody contradicts, always. */
const ASKED_FROM = 6;

type Form = "approve" | "reject" | "snooze";

type Asked = AnswersRequest extends infer Request
  ? Request extends AnswersRequest
    ? Omit<Request, "proposals">
    : never
  : never;

/** What came of each of those that were chosen. */
export interface Outcomes {
  readonly act: Form;
  readonly answers: readonly (AnswersReply["answers"][number] & {
    readonly device: string;
  })[];
}

/** The buttons for several proposals at once. */
export default function SeveralActs({
  chosen,
  isSnoozed,
  onClear,
  onOutcomes,
}: {
  readonly chosen: readonly ProposalSummary[];
  /** Then they can be snoozed no more. */
  readonly isSnoozed: boolean;
  readonly onClear: () => void;
  readonly onOutcomes: (outcomes: Outcomes) => void;
}): ReactNode {
  const styles = useStyles();
  const { api, queries, messages, announce } = useTab();
  const { acts, queue: t } = messages.tab;
  const [form, setForm] = useState<Form | null>(null);
  const [busy, setBusy] = useState<Form | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  // A second click comes before the button is drawn anew.
  const isUnderWay = useRef(false);
  const bar = useRef<HTMLDivElement>(null);
  const count = chosen.length;
  const isAsked = count >= ASKED_FROM || chosen.some(isContradicted);

  const ids = chosen.map(({ id }) => id).join();
  useEffect(() => setFailure(null), [ids]);

  async function answer(asked: Asked): Promise<void> {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(asked.act);
    setFailure(null);
    const named = new Map(chosen.map(({ id, device }) => [id, device.name]));
    try {
      const reply = await api.post<AnswersReply>("proposals/answers", {
        ...asked,
        proposals: chosen.map(({ id, version }) => ({ id, version })),
      } satisfies AnswersRequest);
      setForm(null);
      onOutcomes({
        act: asked.act,
        answers: reply.answers.map((one) => ({
          ...one,
          device: named.get(one.id) ?? one.id,
        })),
      });
      queries.changed(reply.answers.map(({ id }) => id));
      if (reply.answers.some(({ kind }) => kind === "refused"))
        queries.again("me");
    } catch (error) {
      const failed = toApiError(error);
      const message =
        failed.kind === "offline" ? t.unknown : explain(failed, messages);
      announce(message);
      setFailure(message);
      // Some of it may have been done all the same.
      queries.changed(null);
    } finally {
      isUnderWay.current = false;
      setBusy(null);
    }
  }

  function close(): void {
    const opener = form;
    setForm(null);
    bar.current
      ?.querySelector<HTMLElement>(`[data-several="${opener ?? ""}"]`)
      ?.focus();
  }

  const button = (act: Form, title: string): ReactNode => (
    <Button
      size="small"
      appearance={act === "approve" ? "primary" : "secondary"}
      data-several={act}
      disabledFocusable={busy !== null}
      icon={busy === act ? <Spinner size="extra-tiny" /> : undefined}
      aria-expanded={act !== "approve" || isAsked ? form === act : undefined}
      onClick={() => {
        if (act === "approve" && !isAsked) void answer({ act: "approve" });
        else setForm(form === act ? null : act);
      }}
    >
      {title}
    </Button>
  );

  return (
    <div
      ref={bar}
      role="region"
      aria-label={t.severalLabel}
      className={styles.acts}
    >
      {form === "approve" && (
        <Confirm
          chosen={chosen}
          isBusy={busy !== null}
          onConfirm={() => void answer({ act: "approve" })}
          onCancel={close}
        />
      )}
      {form === "reject" && (
        <RejectForm
          hasPrimaryUser={chosen.every(({ from }) => from !== null)}
          isBusy={busy !== null}
          onReject={(refusal) => void answer({ act: "reject", ...refusal })}
          onCancel={close}
        />
      )}
      {form === "snooze" && (
        <ActChoice
          label={acts.snoozeFor}
          choices={[1, 3, 7] as const}
          titleOf={(days) => messages.duration.days({ count: days })}
          isBusy={busy !== null}
          onAct={(days) => void answer({ act: "snooze", days })}
          onCancel={close}
        />
      )}
      {failure !== null && (
        <Caption1 className={styles.error}>{failure}</Caption1>
      )}
      <div className={styles.buttons}>
        <Body1>{t.chosen({ count })}</Body1>
        {button("approve", acts.approve)}
        {button("reject", acts.reject)}
        {!isSnoozed && button("snooze", acts.snooze)}
        <Button
          size="small"
          appearance="subtle"
          disabledFocusable={busy !== null}
          onClick={onClear}
        >
          {t.chooseNone}
        </Button>
      </div>
    </div>
  );
}

/** What many approvals come to, before they are given. */
function Confirm({
  chosen,
  isBusy,
  onConfirm,
  onCancel,
}: {
  readonly chosen: readonly ProposalSummary[];
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}): ReactNode {
  const styles = useStyles();
  const { messages } = useTab();
  const { acts, proposals, queue: t } = messages.tab;
  const count = chosen.length;
  const first = useFocusAtFirst<HTMLButtonElement>();
  return (
    <div
      role="group"
      aria-label={t.confirmApproval({ count })}
      className={styles.confirm}
      onKeyDown={onEscape(onCancel)}
    >
      <Body1>{t.confirmApproval({ count })}</Body1>
      <ul className={styles.list} tabIndex={0} aria-label={t.severalLabel}>
        {chosen.map((proposal) => (
          <li key={proposal.id}>
            <Caption1>
              {t.confirmed({
                device: proposal.device.name,
                to: proposal.to?.name ?? proposals.shared,
              })}
            </Caption1>
            <Objection to={proposal} shape="line" />
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button
          ref={first}
          appearance="primary"
          disabledFocusable={isBusy}
          onClick={onConfirm}
        >
          {t.approveAll({ count })}
        </Button>
        <Button appearance="subtle" onClick={onCancel}>
          {acts.cancel}
        </Button>
      </div>
    </div>
  );
}
