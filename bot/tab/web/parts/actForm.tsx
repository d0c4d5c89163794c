import {
  Body1,
  Button,
  Field,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useId, useState, type ReactNode, type Ref } from "react";
import { useMessages } from "../data/tabContext.ts";
import { onEscape, useFocusAtFirst } from "./focus.ts";

const useStyles = makeStyles({
  frame: {
    display: "grid",
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
  },
});

/** An act that needs one thing said first. Takes the keyboard when it opens; Escape closes it. */
export function ActForm<Value, Input extends HTMLElement>({
  label,
  hint,
  missing,
  field,
  value,
  children,
  act,
  isBusy,
  onAct,
  onCancel,
}: {
  readonly label: string;
  readonly hint?: string;
  /** Said at the field when the form is sent without a value. */
  readonly missing: string;
  readonly field: (ref: Ref<Input>) => ReactNode;
  /** Null until there is one. */
  readonly value: Value | null;
  /** What stands between the field and the buttons. */
  readonly children?: ReactNode;
  /** What the button does, in words. */
  readonly act: string;
  readonly isBusy: boolean;
  readonly onAct: (value: Value) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const styles = useStyles();
  const [isMissing, setIsMissing] = useState(false);
  if (isMissing && value !== null) setIsMissing(false);
  const input = useFocusAtFirst<Input>();
  return (
    <form
      className={styles.frame}
      // The browser would say it in its own language, and not to the field.
      noValidate
      onKeyDown={onEscape(onCancel)}
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== null) return onAct(value);
        setIsMissing(true);
        input.current?.focus();
      }}
    >
      <Field
        label={label}
        {...(hint === undefined ? {} : { hint })}
        required
        {...(isMissing ? { validationMessage: missing } : {})}
      >
        {field(input)}
      </Field>
      {children}
      <Buttons onCancel={onCancel}>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
          {act}
        </Button>
      </Buttons>
    </form>
  );
}

/** An act for which one of a few things is chosen, each a button. The first takes the keyboard; Escape closes it. */
export function ActChoice<Value extends number>({
  label,
  choices,
  titleOf,
  isBusy,
  onAct,
  onCancel,
}: {
  readonly label: string;
  readonly choices: readonly Value[];
  readonly titleOf: (value: Value) => string;
  readonly isBusy: boolean;
  readonly onAct: (value: Value) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const styles = useStyles();
  const labelId = useId();
  const first = useFocusAtFirst<HTMLButtonElement>();
  return (
    <div
      role="group"
      aria-labelledby={labelId}
      className={styles.frame}
      onKeyDown={onEscape(onCancel)}
    >
      <Body1 id={labelId}>{label}</Body1>
      <Buttons onCancel={onCancel}>
        {choices.map((value, index) => (
          <Button
            key={value}
            ref={index === 0 ? first : undefined}
            disabledFocusable={isBusy}
            onClick={() => onAct(value)}
          >
            {titleOf(value)}
          </Button>
        ))}
      </Buttons>
    </div>
  );
}

function Buttons({
  onCancel,
  children,
}: {
  readonly onCancel: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className={useStyles().buttons}>
      {children}
      <Button appearance="subtle" onClick={onCancel}>
        {useMessages().tab.acts.cancel}
      </Button>
    </div>
  );
}
