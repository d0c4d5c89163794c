import {
  Button,
  Caption1,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Spinner,
  Textarea,
  makeStyles,
  tokens,
  type ButtonProps,
} from "@fluentui/react-components";
import {
  useEffect,
  useId,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
  type Ref,
} from "react";
import type {
  Act,
  AnswerReply,
  AnswerRequest,
  ProposalDetail,
  Refusal,
} from "../../api/shapes.ts";
import { ActChoice, ActForm } from "../parts/actForm.tsx";
import { explain } from "../parts/parts.tsx";
import { PersonPicker } from "./PersonPicker.tsx";
import { toApiError } from "../data/queries.ts";
import { useMessages, useTab } from "../data/tabContext.ts";

const useStyles = makeStyles({
  acts: { display: "grid", gap: tokens.spacingVerticalM },
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
  },
});

/** An act before it is known of which version. */
type Asked = AnswerRequest extends infer Request
  ? Request extends AnswerRequest
    ? Omit<Request, "version">
    : never
  : never;

/** The acts that need something said first. */
type Form = "reject" | "snooze" | "someone-else" | "hand-to";

interface Outcome {
  readonly intent: "warning" | "error" | "info";
  readonly message: string;
  /** As it was when this was said. */
  readonly of: ProposalDetail;
  /** What makes it old: another version, or a reading of any; null for what stays until the next act. */
  readonly until: "version" | "reading" | null;
}

const MAX_SAID_LENGTH = 500;

/** The buttons of the card, for those who may press them, and what came of it beside them. */
export function ProposalActs({
  proposal,
  onAnswered,
  again,
}: {
  readonly proposal: ProposalDetail;
  readonly onAnswered: (proposal: ProposalDetail, act: Act) => void;
  /** The proposal has to be read anew. */
  readonly again: () => void;
}): ReactNode {
  const styles = useStyles();
  const { api, queries, messages, announce } = useTab();
  const t = messages.tab.acts;
  const [form, setForm] = useState<Form | null>(null);
  const [busy, setBusy] = useState<Act | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [note, setNote] = useState("");
  const late = useSyncExternalStore(
    queries.subscribe,
    () => queries.refusals,
  ).find(({ proposalId }) => proposalId === proposal.id);
  const buttons = useRef<HTMLDivElement>(null);
  const formId = useId();

  const { acts, version } = proposal;
  useEffect(() => {
    // What was opened is offered no more.
    if (form !== null && !acts.includes(form)) setForm(null);
  }, [acts, form]);

  async function answer(asked: Asked): Promise<void> {
    if (busy !== null) return;
    setBusy(asked.act);
    setOutcome(null);
    queries.dismissRefusal(proposal.id);
    try {
      const request = { ...asked, version } as AnswerRequest;
      const reply = await api.post<AnswerReply>(
        `proposals/${encodeURIComponent(proposal.id)}/answer`,
        request,
      );
      if (reply.kind === "done") {
        setForm(null);
        setNote("");
        announce(`${reply.proposal.device.name}: ${reply.proposal.title}`);
        onAnswered(reply.proposal, asked.act);
        return;
      }
      // The keyboard is in the form.
      if (reply.kind === "checking") close();
      announce(reply.message);
      setOutcome({
        intent: reply.kind === "refused" ? "warning" : "info",
        message: reply.message,
        of: proposal,
        until: reply.kind === "checking" ? "version" : null,
      });
      if (reply.kind === "refused") queries.again("me");
      again();
    } catch (error) {
      const failure = toApiError(error);
      const message =
        failure.kind === "offline" ? t.unknown : explain(failure, messages);
      announce(message);
      setOutcome({
        intent: failure.kind === "changed" ? "warning" : "error",
        message,
        of: proposal,
        until: failure.kind === "offline" ? "reading" : null,
      });
      // Whatever it is by now, it is not what was looked at; nor, perhaps, is who looks.
      if (failure.kind === "refused") queries.again("me");
      again();
    } finally {
      setBusy(null);
    }
  }

  function close(): void {
    const opener = form;
    setForm(null);
    buttons.current
      ?.querySelector<HTMLElement>(`[data-act="${opener ?? ""}"]`)
      ?.focus();
  }

  const isOld =
    (outcome?.until === "version" && late !== undefined) ||
    (outcome?.until === "version" && outcome.of.version !== version) ||
    (outcome?.until === "reading" && outcome.of !== proposal);
  const waits = outcome?.until === "version" && !isOld;
  const button = (
    act: Act,
    title: string,
    props: Pick<ButtonProps, "appearance"> = {},
  ): ReactNode =>
    acts.includes(act) && (
      <Button
        {...props}
        data-act={act}
        disabledFocusable={busy !== null || waits}
        icon={busy === act ? <Spinner size="extra-tiny" /> : undefined}
        {...(isForm(act)
          ? {
              "aria-expanded": form === act,
              "aria-controls": form === act ? formId : undefined,
              onClick: () => setForm(form === act ? null : act),
            }
          : { onClick: () => void answer(withNote(act, note.trim())) })}
      >
        {title}
      </Button>
    );

  if (acts.length === 0 && proposal.mayNotDecide === null && !outcome && !late)
    return null;
  return (
    <section aria-label={t.label} className={styles.acts}>
      {proposal.mayNotDecide !== null && (
        <MessageBar layout="multiline">
          <MessageBarBody>{proposal.mayNotDecide}</MessageBarBody>
        </MessageBar>
      )}
      {(acts.includes("approve") || acts.includes("undo")) && (
        <Field
          label={acts.includes("approve") ? t.comment : t.undoWhy}
          hint={t.saidHint}
        >
          <Input
            value={note}
            maxLength={MAX_SAID_LENGTH}
            onChange={(_event, { value }) => setNote(value)}
          />
        </Field>
      )}
      {acts.length > 0 && (
        <div ref={buttons} className={styles.buttons}>
          {button("approve", t.approve, { appearance: "primary" })}
          {button("reject", t.reject)}
          {button("wake-now", t.wakeNow)}
          {button("snooze", t.snooze)}
          {button("someone-else", t.someoneElse)}
          {button("hand-to", t.handTo)}
          {button("undo", t.undo)}
          {button("try-again", t.tryAgain, { appearance: "primary" })}
        </div>
      )}
      <div id={formId}>
        {form === "reject" && (
          <RejectForm
            hasPrimaryUser={proposal.from !== null}
            isBusy={busy !== null}
            onReject={(refusal) => void answer({ act: "reject", ...refusal })}
            onCancel={close}
          />
        )}
        {form === "snooze" && (
          <ActChoice
            label={t.snoozeFor}
            choices={[1, 3, 7] as const}
            titleOf={(days) => messages.duration.days({ count: days })}
            isBusy={busy !== null}
            onAct={(days) => void answer({ act: "snooze", days })}
            onCancel={close}
          />
        )}
        {form === "someone-else" && (
          <PersonPicker
            label={t.whoInstead}
            act={t.propose}
            isBusy={busy !== null}
            onPick={(person) => void answer({ act: "someone-else", ...person })}
            onCancel={close}
          />
        )}
        {form === "hand-to" && (
          <PersonPicker
            label={t.handToWhom}
            act={t.handOver}
            note={t.handToNote}
            isBusy={busy !== null}
            onPick={({ userId }) => void answer({ act: "hand-to", userId })}
            onCancel={close}
          />
        )}
      </div>
      {late && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{late.message}</MessageBarBody>
        </MessageBar>
      )}
      {outcome && !isOld && (
        <MessageBar intent={outcome.intent} layout="multiline">
          <MessageBarBody>
            {waits && <Spinner size="extra-tiny" aria-hidden />}{" "}
            {outcome.message}
          </MessageBarBody>
        </MessageBar>
      )}
    </section>
  );
}

/** What is written beside the buttons goes with the one that it is for. */
function withNote(act: Exclude<Act, Form>, note: string): Asked {
  if (note === "") return { act };
  if (act === "approve") return { act, comment: note };
  return act === "undo" ? { act, why: note } : { act };
}

function isForm(act: Act): act is Form {
  return (
    act === "reject" ||
    act === "snooze" ||
    act === "someone-else" ||
    act === "hand-to"
  );
}

/** Why not: ready-made, in words, or both. */
export function RejectForm({
  hasPrimaryUser,
  isBusy,
  onReject,
  onCancel,
}: {
  readonly hasPrimaryUser: boolean;
  readonly isBusy: boolean;
  readonly onReject: (refusal: Refusal) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const { tab, refusals } = useMessages();
  const t = tab.acts;
  const [reason, setReason] = useState("");
  const [choice, setChoice] = useState<Choice | null>(null);
  const choices = (Object.keys(refusals) as Choice[]).filter(
    (one) => hasPrimaryUser || !OF_PRIMARY_USER.has(one),
  );
  const said = reason.trim();
  const refusal: Refusal = {
    ...(said !== "" && { reason: said }),
    ...(choice && { choice }),
  };
  const saysWhy = said !== "" || (choice !== null && choice !== "other");
  return (
    <ActForm
      label={t.rejectReason}
      missing={t.rejectReasonMissing}
      field={(ref: Ref<HTMLInputElement>) => (
        <RadioGroup
          value={choice ?? ""}
          onChange={(_event, { value }) => setChoice(value as Choice)}
        >
          {choices.map((one, index) => (
            <Radio
              key={one}
              ref={index === 0 ? ref : undefined}
              value={one}
              label={refusals[one]}
            />
          ))}
        </RadioGroup>
      )}
      value={saysWhy ? refusal : null}
      act={t.reject}
      isBusy={isBusy}
      onAct={onReject}
      onCancel={onCancel}
    >
      <Caption1>{t.sharedOnPurposeNote}</Caption1>
      <Field label={t.inYourWords} hint={t.saidHint}>
        <Textarea
          value={reason}
          maxLength={MAX_SAID_LENGTH}
          resize="vertical"
          onChange={(_event, { value }) => setReason(value)}
        />
      </Field>
    </ActForm>
  );
}

type Choice = NonNullable<Refusal["choice"]>;

const OF_PRIMARY_USER: ReadonlySet<Choice> = new Set<Choice>([
  "still-uses-it",
  "on-leave",
]);
