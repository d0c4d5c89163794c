import { Field, Textarea } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { useMessages } from "../data/tabContext.ts";
import { PersonForm } from "../parts/PersonForm.tsx";

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
  const t = useMessages().tab.acts;
  const [why, setWhy] = useState("");
  return (
    <PersonForm
      label={t.whoInstead}
      act={t.propose}
      isBusy={isBusy}
      onAct={({ id }) =>
        onPropose({ userId: id, ...(why.trim() !== "" && { why: why.trim() }) })
      }
      onCancel={onCancel}
    >
      <Field label={t.proposeWhy} hint={t.proposeWhyHint}>
        <Textarea
          value={why}
          maxLength={MAX_WHY_LENGTH}
          resize="vertical"
          onChange={(_event, { value }) => setWhy(value)}
        />
      </Field>
    </PersonForm>
  );
}
