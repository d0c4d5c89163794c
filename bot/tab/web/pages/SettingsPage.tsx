import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Badge,
  Body1,
  Button,
  Caption1,
  Link,
  MessageBar,
  MessageBarBody,
  Spinner,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { SettingsRegular } from "@fluentui/react-icons/svg/settings";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import type {
  SettingsGroup,
  SettingsReply,
  SettingsRequest,
  SettingsView,
} from "../../api/shapes.ts";
import { countIn, unsavedIn, type Typed } from "../data/settingsDraft.ts";
import { toApiError } from "../data/queries.ts";
import { formatRoute } from "../data/route.ts";
import { useMe, useReading, useTab } from "../data/tabContext.ts";
import { PageFrame } from "../parts/page.tsx";
import { Empty, Heading, Read, explain } from "../parts/parts.tsx";
import { SettingsChannel } from "./SettingsChannel.tsx";
import {
  ChangedLast,
  SettingsFields,
  useMark,
  type FormState,
} from "./SettingsFields.tsx";

const NARROW = "@media (max-width: 639px)";

const useStyles = makeStyles({
  sections: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  section: {
    "& + &": {
      borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    },
  },
  header: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightSemibold,
  },
  panel: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    gap: tokens.spacingVerticalXL,
    paddingBlock: `${tokens.spacingVerticalS} ${tokens.spacingVerticalXL}`,
    paddingInline: tokens.spacingHorizontalS,
  },
  group: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    gap: tokens.spacingVerticalM,
    minWidth: 0,
  },
  groupHead: { display: "grid", gap: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground3 },
  variables: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 300px), 1fr))",
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
    margin: 0,
    "& dt": {
      fontFamily: tokens.fontFamilyMonospace,
      fontSize: tokens.fontSizeBase200,
      color: tokens.colorNeutralForeground3,
    },
    "& dt, & dd": { margin: 0, overflowWrap: "anywhere" },
  },
  // Beside what was typed, however far down that is.
  foot: {
    position: "sticky",
    bottom: 0,
    display: "grid",
    gap: tokens.spacingVerticalS,
    paddingBlock: tokens.spacingVerticalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    [NARROW]: { paddingBlock: tokens.spacingVerticalS },
  },
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
  },
});

/** What admins tune. For admins. */
export default function SettingsPage(): ReactNode {
  const { messages } = useTab();
  const { tab } = messages;
  const me = useMe();
  if (me && !me.may.administer)
    return (
      <PageFrame title={tab.pages.settings}>
        <Empty
          icon={<SettingsRegular fontSize={32} aria-hidden />}
          title={tab.settings.notForYou}
          hint={tab.audit.notForYouHint}
        />
      </PageFrame>
    );
  return (
    <PageFrame
      title={tab.pages.settings}
      beside={
        <Link href={formatRoute({ page: "audit", kind: "settings" })}>
          {tab.settings.wholeHistory}
        </Link>
      }
    >
      <Settings />
    </PageFrame>
  );
}

function Settings(): ReactNode {
  const shown = useReading<SettingsView>("settings", (api) =>
    api.get("settings"),
  );
  return (
    <Read of={shown} lines={9}>
      {(read) => <Form read={read} />}
    </Read>
  );
}

interface Outcome {
  readonly intent: "success" | "info" | "warning" | "error";
  readonly said: readonly string[];
}

const NO_MARKS: Pick<FormState, "faults" | "meanwhile"> = {
  faults: {},
  meanwhile: {},
};

/**
 * What was typed stays until it is saved or discarded. So long the form is of the version that was looked at: what is
 * read later replaces it only where nothing typed would get lost or be saved over somebody else's change unseen.
 */
function Form({ read }: { readonly read: SettingsView }): ReactNode {
  const styles = useStyles();
  const { api, queries, messages, announce, setUnsaved } = useTab();
  const t = messages.tab.settings;
  const [view, setView] = useState(read);
  const [typed, setTyped] = useState<Typed>({});
  const [people, setPeople] = useState<FormState["people"]>({});
  const [marks, setMarks] = useState(NO_MARKS);
  const [open, setOpen] = useState<readonly string[]>([]);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const unsaved = useMemo(() => unsavedIn(typed, view), [typed, view]);
  const count = Object.keys(unsaved).length;

  useEffect(() => {
    const left = unsavedIn(typed, read);
    if (read.version !== view.version && Object.keys(left).length > 0) return;
    setView(read);
    setTyped(left);
  }, [read]);
  useEffect(() => {
    setUnsaved(count > 0);
    return () => setUnsaved(false);
  }, [count > 0, setUnsaved]);

  function say(intent: Outcome["intent"], ...said: readonly string[]): void {
    announce(said.join(" "));
    setOutcome({ intent, said });
  }

  /** @param sent what doesn't count as typed any more. */
  function take(settings: SettingsView, sent: Typed): void {
    queries.put("settings", settings);
    setView(settings);
    setTyped((now) =>
      unsavedIn(
        Object.fromEntries(
          Object.entries(now).filter(([id, text]) => sent[id] !== text),
        ),
        settings,
      ),
    );
  }

  /** Of the sections those alone in which something is to be looked at. */
  function mark({ sections }: SettingsView, next: typeof marks): void {
    const marked = { ...next.faults, ...next.meanwhile };
    setMarks(next);
    setOpen(
      sections
        .filter((section) => countIn(section, marked) > 0)
        .map(({ id }) => id),
    );
  }

  async function save(): Promise<void> {
    if (isSaving || count === 0) return;
    setIsSaving(true);
    setOutcome(null);
    try {
      const reply = await api.post<SettingsReply>("settings", {
        version: view.version,
        texts: unsaved,
      } satisfies SettingsRequest);
      switch (reply.kind) {
        case "saved":
        case "unchanged":
          take(reply.settings, unsaved);
          setMarks(NO_MARKS);
          say(reply.kind === "saved" ? "success" : "info", ...reply.said);
          // Whether it only observes is said above the page.
          queries.again("me");
          break;
        case "faulty":
          take(reply.settings, {});
          mark(reply.settings, { faults: reply.faults, meanwhile: {} });
          say("error", ...reply.said);
          break;
        case "stale":
          take(reply.settings, {});
          mark(reply.settings, { faults: {}, meanwhile: reply.meanwhile });
          say(
            "warning",
            t.stale({
              who: reply.changed.who,
              time: messages.formats.dateTime(new Date(reply.changed.at)),
            }),
          );
          break;
        case "refused":
          say("warning", reply.message);
          queries.again("me");
      }
    } catch (error) {
      const failure = toApiError(error);
      say(
        "error",
        failure.kind === "offline" ? t.lost : explain(failure, messages),
      );
      queries.failed(failure);
    } finally {
      setIsSaving(false);
    }
  }

  function discard(): void {
    setView(read);
    setTyped({});
    setMarks(NO_MARKS);
    setOutcome(null);
  }

  const form: FormState = {
    ...marks,
    typed,
    people,
    onType: (id, text) => setTyped((now) => ({ ...now, [id]: text })),
    onFound: ({ id, name }) => setPeople((now) => ({ ...now, [id]: name })),
  };
  return (
    <>
      <Accordion
        className={styles.sections}
        multiple
        collapsible
        openItems={[...open]}
        onToggle={(_event, { openItems }) => setOpen(openItems as string[])}
      >
        {view.sections.map((section) => (
          <AccordionItem
            key={section.id}
            value={section.id}
            className={styles.section}
          >
            <AccordionHeader as="h2" size="large">
              <span className={styles.header}>
                {section.title}
                <Count
                  of={countIn(section, marks.faults)}
                  color="danger"
                  say={t.faults}
                />
                <Count
                  of={countIn(section, unsaved)}
                  color="informative"
                  say={t.unsaved}
                />
              </span>
            </AccordionHeader>
            <AccordionPanel className={styles.panel}>
              {section.note !== "" && <Body1>{section.note}</Body1>}
              {section.groups.map((group) => (
                <Group
                  key={group.id}
                  group={group}
                  form={form}
                  onStopped={(said) => {
                    say("success", said);
                    queries.again("settings");
                  }}
                />
              ))}
            </AccordionPanel>
          </AccordionItem>
        ))}
        <AccordionItem value="environment" className={styles.section}>
          <AccordionHeader as="h2" size="large">
            <span className={styles.header}>{t.environment}</span>
          </AccordionHeader>
          <AccordionPanel className={styles.panel}>
            <Body1>{t.environmentHint}</Body1>
            <Environment environment={view.environment} />
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
      <div className={styles.foot}>
        {outcome && (
          <MessageBar intent={outcome.intent} layout="multiline">
            <MessageBarBody>
              {outcome.said.map((line) => (
                <div key={line}>{line}</div>
              ))}
            </MessageBarBody>
          </MessageBar>
        )}
        <div className={styles.buttons}>
          <Button
            appearance="primary"
            disabledFocusable={isSaving || count === 0}
            icon={isSaving ? <Spinner size="extra-tiny" /> : undefined}
            onClick={() => void save()}
          >
            {isSaving ? t.saving : t.save}
          </Button>
          {count > 0 && (
            <Button disabledFocusable={isSaving} onClick={discard}>
              {t.discard}
            </Button>
          )}
          <Caption1>
            {count === 0 ? t.nothingTyped : t.unsaved({ count })}
          </Caption1>
        </div>
      </div>
    </>
  );
}

function Count({
  of: count,
  color,
  say,
}: {
  readonly of: number;
  readonly color: "danger" | "informative";
  readonly say: (values: { readonly count: number }) => string;
}): ReactNode {
  return (
    count > 0 && (
      <Badge appearance="tint" color={color}>
        {say({ count })}
      </Badge>
    )
  );
}

function Group({
  group,
  form,
  onStopped,
}: {
  readonly group: SettingsGroup;
  readonly form: FormState;
  readonly onStopped: (said: string) => void;
}): ReactNode {
  const styles = useStyles();
  const mark = useMark(group.id, form);
  const { title, help, channel, changed } = group;
  return (
    <div className={styles.group}>
      {title !== null && (
        <div className={styles.groupHead}>
          <Heading as="h3">{title}</Heading>
          {help !== "" && <Caption1 className={styles.quiet}>{help}</Caption1>}
          {changed && <ChangedLast changed={changed} />}
        </div>
      )}
      {channel && (
        <SettingsChannel
          channel={channel}
          name={title ?? channel.id}
          onStopped={onStopped}
        />
      )}
      {mark && (
        <MessageBar intent={mark.validationState} layout="multiline">
          <MessageBarBody>{mark.validationMessage}</MessageBarBody>
        </MessageBar>
      )}
      <SettingsFields group={group} form={form} />
    </div>
  );
}

function Environment({
  environment,
}: Pick<SettingsView, "environment">): ReactNode {
  const styles = useStyles();
  const t = useTab().messages.tab.settings;
  return (
    <dl className={styles.variables}>
      {environment.map(({ name, isSet, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text ?? (isSet ? t.secret : t.notSet)}</dd>
        </div>
      ))}
    </dl>
  );
}
