import {
  Caption1,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  SearchBox,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useState, type ReactNode, type Ref } from "react";
import { useSearch, useSettled } from "../data/search.ts";
import { useTab } from "../data/tabContext.ts";
import { ActForm } from "../parts/actForm.tsx";
import { explain } from "../parts/parts.tsx";

const useStyles = makeStyles({
  search: { maxWidth: "none" },
  upn: { color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
});

/** Somebody who was found. */
export interface FoundPerson {
  /** The Entra object id. */
  readonly id: string;
  readonly name: string;
}

/** An act for which a person is found by name first. */
export function PersonForm({
  label,
  act,
  isBusy,
  onAct,
  onCancel,
  children,
}: {
  readonly label: string;
  /** What the button does, in words. */
  readonly act: string;
  readonly isBusy: boolean;
  readonly onAct: (person: FoundPerson) => void;
  readonly onCancel: () => void;
  /** What stands below those who were found. */
  readonly children?: ReactNode;
}): ReactNode {
  const styles = useStyles();
  const { messages } = useTab();
  const t = messages.tab.acts;
  const [typed, setTyped] = useState("");
  const asked = useSettled(typed.trim());
  const [person, setPerson] = useState<FoundPerson | null>(null);
  return (
    <ActForm
      label={label}
      hint={t.whoInsteadHint}
      missing={t.choosePerson}
      field={(ref: Ref<HTMLInputElement>) => (
        <SearchBox
          ref={ref}
          className={styles.search}
          value={typed}
          autoComplete="off"
          maxLength={200}
          onChange={(_event, { value }) => {
            setTyped(value);
            setPerson(null);
          }}
        />
      )}
      value={person}
      act={act}
      isBusy={isBusy}
      onAct={onAct}
      onCancel={onCancel}
    >
      {asked !== "" && (
        <Found key={asked} asked={asked} person={person} onPerson={setPerson} />
      )}
      {children}
    </ActForm>
  );
}

function Found({
  asked,
  person,
  onPerson,
}: {
  readonly asked: string;
  readonly person: FoundPerson | null;
  readonly onPerson: (person: FoundPerson | null) => void;
}): ReactNode {
  const styles = useStyles();
  const { messages, announce } = useTab();
  const t = messages.tab.acts;
  const { data, error } = useSearch(asked);
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
      value={person?.id ?? ""}
      onChange={(_event, { value }) =>
        onPerson(data.people.find(({ id }) => id === value) ?? null)
      }
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
