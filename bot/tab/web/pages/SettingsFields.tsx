import {
  Button,
  Caption1,
  Field,
  Input,
  Link,
  Select,
  Textarea,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useRef, useState, type ReactNode } from "react";
import type {
  SettingsChanged,
  SettingsField,
  SettingsGroup,
} from "../../api/shapes.ts";
import type { Typed } from "../data/settingsDraft.ts";
import { formatRoute } from "../data/route.ts";
import { useMessages } from "../data/tabContext.ts";
import { PersonForm, type FoundPerson } from "../parts/PersonForm.tsx";

const useStyles = makeStyles({
  fields: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 340px), 1fr))",
    alignItems: "start",
    gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
  },
  field: {
    display: "grid",
    gap: tokens.spacingVerticalXXS,
    minWidth: 0,
  },
  wide: { width: "100%", minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  person: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
    "& > span": { overflowWrap: "anywhere", minWidth: 0 },
  },
});

/** What the form says at its fields, and takes from them. */
export interface FormState {
  readonly typed: Typed;
  /** By ids of fields and groups: what is wrong there. */
  readonly faults: Readonly<Record<string, readonly string[]>>;
  /** What somebody else left there meanwhile. */
  readonly meanwhile: Readonly<Record<string, string>>;
  /** Names of people who were found, by their object ids. */
  readonly people: Readonly<Record<string, string>>;
  readonly onType: (id: string, text: string) => void;
  readonly onFound: (person: FoundPerson) => void;
}

/** The fields of one group, each with what it does, what is wrong with it and who changed it last. */
export function SettingsFields({
  group,
  form,
}: {
  readonly group: SettingsGroup;
  readonly form: FormState;
}): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.fields}>
      {group.fields.map((field) => (
        <OneField key={field.id} field={field} form={form} />
      ))}
    </div>
  );
}

/** Who changed it last, which leads to all such changes in the log. */
export function ChangedLast({
  changed: { who, at },
}: {
  readonly changed: SettingsChanged;
}): ReactNode {
  const { tab, formats } = useMessages();
  return (
    <Caption1>
      <Link inline href={formatRoute({ page: "audit", kind: "settings" })}>
        {tab.settings.changed({ who, time: formats.dateTime(new Date(at)) })}
      </Link>
    </Caption1>
  );
}

/** What is wrong in a place, or was changed there meanwhile; null for nothing. */
export function useMark(
  id: string,
  { faults, meanwhile }: FormState,
): {
  readonly validationState: "error" | "warning";
  readonly validationMessage: string;
} | null {
  const t = useMessages().tab.settings;
  const found = faults[id];
  if (found)
    return { validationState: "error", validationMessage: found.join(" ") };
  const now = meanwhile[id];
  return now === undefined
    ? null
    : {
        validationState: "warning",
        validationMessage: t.nowThere({ value: now || t.empty }),
      };
}

function OneField({
  field,
  form,
}: {
  readonly field: SettingsField;
  readonly form: FormState;
}): ReactNode {
  const styles = useStyles();
  const t = useMessages().tab.settings;
  const mark = useMark(field.id, form);
  const { label, help, note, changed, follows } = field;
  return (
    <div className={styles.field}>
      {field.input.kind === "person" ? (
        <PersonField field={field} nobody={field.input.nobody} form={form} />
      ) : (
        <Field label={label} {...(help !== "" && { hint: help })} {...mark}>
          <TextField field={field} form={form} />
        </Field>
      )}
      {note !== "" && <Caption1 className={styles.quiet}>{note}</Caption1>}
      {changed && <ChangedLast changed={changed} />}
      {changed === null && follows !== null && (
        <Caption1 className={styles.quiet}>
          {t.follows({ variable: follows })}
        </Caption1>
      )}
    </div>
  );
}

/** So tall that it shows what is in it, within bounds. */
const MOST_LINES = 8;

/** Takes what the field around it says of it; what can't be is said by the server alone, and stays. */
function TextField({
  field: { id, value, hint, input },
  form,
  ...around
}: {
  readonly field: SettingsField;
  readonly form: FormState;
}): ReactNode {
  const styles = useStyles();
  const shown = form.typed[id] ?? value;
  const common = {
    ...around,
    value: shown,
    placeholder: hint,
    autoComplete: "off",
    className: styles.wide,
    onChange: (_event: unknown, data: { readonly value: string }) =>
      form.onType(id, data.value),
  };
  switch (input.kind) {
    case "number":
      return <Input {...common} inputMode="decimal" />;
    case "text":
      return <Input {...common} maxLength={500} />;
    case "list":
      return (
        <Textarea
          {...common}
          resize="vertical"
          rows={Math.min(MOST_LINES, Math.max(2, shown.split("\n").length))}
        />
      );
    case "choice":
      return (
        <Select
          {...around}
          value={shown}
          select={{ className: styles.wide }}
          onChange={(_event, data) => form.onType(id, data.value)}
        >
          {input.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.title}
            </option>
          ))}
        </Select>
      );
    case "person":
      return null;
  }
}

/** Who it is, and a form to find somebody else. */
function PersonField({
  field: { id, label, value },
  nobody,
  form,
}: {
  readonly field: SettingsField;
  readonly nobody: { readonly value: string; readonly title: string };
  readonly form: FormState;
}): ReactNode {
  const styles = useStyles();
  const t = useMessages().tab.settings;
  const [isOpen, setIsOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const mark = useMark(id, form);
  const shown = form.typed[id] ?? value;
  const close = () => {
    setIsOpen(false);
    opener.current?.focus();
  };
  return (
    <>
      <Field label={label} {...mark}>
        {(around) => (
          <div role="group" className={styles.person} {...around}>
            <span>
              {shown === nobody.value
                ? nobody.title
                : (form.people[shown] ?? shown)}
            </span>
            <Button
              ref={opener}
              size="small"
              aria-label={t.changeLead({ account: label })}
              aria-expanded={isOpen}
              onClick={() => setIsOpen(!isOpen)}
            >
              {t.change}
            </Button>
          </div>
        )}
      </Field>
      {isOpen && (
        <PersonForm
          label={t.whoLeads}
          act={t.take}
          isBusy={false}
          onAct={(person) => {
            form.onFound(person);
            form.onType(id, person.id);
            close();
          }}
          onCancel={close}
        >
          {shown !== nobody.value && (
            <div>
              <Button
                size="small"
                onClick={() => {
                  form.onType(id, nobody.value);
                  close();
                }}
              >
                {nobody.title}
              </Button>
            </div>
          )}
        </PersonForm>
      )}
    </>
  );
}
