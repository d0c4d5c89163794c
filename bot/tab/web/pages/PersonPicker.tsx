import {
  Button,
  Caption1,
  Field,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  SearchBox,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useState, type ReactNode } from "react";
import type { SearchReply } from "../../api/shapes.ts";
import { explain } from "../parts/parts.tsx";
import { onEscape, useFocusAtFirst } from "../parts/focus.ts";
import { useReading, useTab } from "../data/tabContext.ts";

const useStyles = makeStyles({
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
  },
  search: { maxWidth: "none" },
  upn: { color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
});

/** Typing faster than this asks once. */
export const TYPING_PAUSE_MS = 250;

/** Finds the person whose device it is, to propose them instead. */
export function PersonPicker({
  className,
  isBusy,
  onPropose,
  onCancel,
}: {
  readonly className: string;
  readonly isBusy: boolean;
  readonly onPropose: (userId: string) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const styles = useStyles();
  const { messages } = useTab();
  const t = messages.tab.acts;
  const [typed, setTyped] = useState("");
  const asked = useSettled(typed.trim());
  const [person, setPerson] = useState<string | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  const field = useFocusAtFirst<HTMLInputElement>();
  return (
    <form
      className={className}
      noValidate
      onKeyDown={onEscape(onCancel)}
      onSubmit={(event) => {
        event.preventDefault();
        setIsMissing(person === null);
        if (person === null) field.current?.focus();
        else onPropose(person);
      }}
    >
      <Field
        label={t.whoInstead}
        hint={t.whoInsteadHint}
        required
        {...(isMissing ? { validationMessage: t.choosePerson } : {})}
      >
        <SearchBox
          ref={field}
          className={styles.search}
          value={typed}
          autoComplete="off"
          maxLength={200}
          onChange={(_event, { value }) => {
            setTyped(value);
            setPerson(null);
          }}
        />
      </Field>
      {asked !== "" && (
        <Found
          key={asked}
          asked={asked}
          person={person}
          onPerson={(id) => {
            setPerson(id);
            setIsMissing(false);
          }}
        />
      )}
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
          {t.propose}
        </Button>
        <Button appearance="subtle" onClick={onCancel}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}

function Found({
  asked,
  person,
  onPerson,
}: {
  readonly asked: string;
  readonly person: string | null;
  readonly onPerson: (id: string) => void;
}): ReactNode {
  const styles = useStyles();
  const { messages, announce } = useTab();
  const t = messages.tab.acts;
  const { data, error } = useReading<SearchReply>(`search/${asked}`, (api) =>
    api.get(`search?${new URLSearchParams({ q: asked })}`),
  );
  const count = data?.people.length;
  useEffect(() => {
    if (count !== undefined) announce(messages.tab.search.found({ count }));
  }, [count, announce, messages]);
  if (error && !data)
    return (
      <MessageBar intent="error">
        <MessageBarBody>{explain(error, messages)}</MessageBarBody>
      </MessageBar>
    );
  if (!data) return <Caption1>{messages.tab.loading}</Caption1>;
  if (data.people.length === 0) return <Caption1>{t.nobodyFound}</Caption1>;
  return (
    <RadioGroup
      aria-label={t.foundPeople}
      value={person ?? ""}
      onChange={(_event, { value }) => onPerson(value)}
    >
      {data.people.map(({ id, name, upn, department }) => (
        <Radio
          key={id}
          value={id}
          label={
            <>
              {name}
              <br />
              <Caption1 className={styles.upn}>
                {[upn, department].filter(Boolean).join(" · ")}
              </Caption1>
            </>
          }
        />
      ))}
    </RadioGroup>
  );
}

/** What was typed once it rests. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
