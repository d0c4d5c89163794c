import {
  Caption1,
  Field,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  SearchBox,
  Textarea,
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

const MAX_WHY_LENGTH = 500;

/** Finds the person whose device it is, to propose them instead. */
export function PersonPicker({
  isBusy,
  onPropose,
  onCancel,
}: {
  readonly isBusy: boolean;
  readonly onPropose: (person: {
    readonly userId: string;
    readonly why?: string;
  }) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const styles = useStyles();
  const { messages } = useTab();
  const t = messages.tab.acts;
  const [typed, setTyped] = useState("");
  const asked = useSettled(typed.trim());
  const [person, setPerson] = useState<string | null>(null);
  const [why, setWhy] = useState("");
  return (
    <ActForm
      label={t.whoInstead}
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
      act={t.propose}
      isBusy={isBusy}
      onAct={(userId) =>
        onPropose({ userId, ...(why.trim() !== "" && { why: why.trim() }) })
      }
      onCancel={onCancel}
    >
      {asked !== "" && (
        <Found key={asked} asked={asked} person={person} onPerson={setPerson} />
      )}
      <Field label={t.proposeWhy} hint={t.proposeWhyHint}>
        <Textarea
          value={why}
          maxLength={MAX_WHY_LENGTH}
          resize="vertical"
          onChange={(_event, { value }) => setWhy(value)}
        />
      </Field>
    </ActForm>
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
