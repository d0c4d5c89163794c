import { Caption1, Field, Textarea } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { useMessages } from "../data/tabContext.ts";
import { PersonForm } from "../parts/PersonForm.tsx";

const MAX_WHY_LENGTH = 500;

/** Finds a person: whose device it is, and why, or who is to decide, for whom a note stands in place of the why. */
export function PersonPicker({
  label,
  act,
  note,
  isBusy,
  onPick,
  onCancel,
}: {
  readonly label: string;
  /** What the button says. */
  readonly act: string;
  readonly note?: string;
  readonly isBusy: boolean;
  readonly onPick: (person: {
    readonly userId: string;
    readonly why?: string;
  }) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const t = useMessages().tab.acts;
  const [why, setWhy] = useState("");
  return (
    <PersonForm
      label={label}
      act={act}
      isBusy={isBusy}
      onAct={({ id }) =>
        onPick({ userId: id, ...(why.trim() !== "" && { why: why.trim() }) })
      }
      onCancel={onCancel}
    >
      {note === undefined ? (
        <Field label={t.proposeWhy} hint={t.proposeWhyHint}>
          <Textarea
            value={why}
            maxLength={MAX_WHY_LENGTH}
            resize="vertical"
            onChange={(_event, { value }) => setWhy(value)}
          />
        </Field>
      ) : (
        <Caption1>{note}</Caption1>
      )}
    </PersonForm>
  );
}
