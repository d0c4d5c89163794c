import {
  Badge,
  Body1,
  Button,
  Caption1,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useRef, useState, type ReactNode } from "react";
import type {
  SettingsChannel as Channel,
  StopChannelReply,
  StopChannelRequest,
} from "../../api/shapes.ts";
import { explain } from "../parts/parts.tsx";
import { onEscape, useFocusAtFirst } from "../parts/focus.ts";
import { toApiError } from "../data/queries.ts";
import { useTab } from "../data/tabContext.ts";

const useStyles = makeStyles({
  line: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  sure: {
    display: "grid",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
});

/** Whether a channel is in use, who chose it, and the way to give it up. */
export function SettingsChannel({
  channel,
  name,
  onStopped,
}: {
  readonly channel: Channel;
  readonly name: string;
  /** @param said what came of it, in words. */
  readonly onStopped: (said: string) => void;
}): ReactNode {
  const styles = useStyles();
  const { api, messages, queries, announce } = useTab();
  const { tab, formats } = messages;
  const t = tab.settings;
  const [state, setState] = useState<"idle" | "asking" | "stopping">("idle");
  const [failure, setFailure] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const time = (at: string) => formats.dateTime(new Date(at));

  async function stop(): Promise<void> {
    if (state === "stopping") return;
    setState("stopping");
    setFailure(null);
    try {
      const { wasInUse } = await api.post<StopChannelReply>(
        "settings/channels/stop",
        { channelId: channel.id } satisfies StopChannelRequest,
      );
      onStopped((wasInUse ? t.stopped : t.notInUse)({ channel: name }));
    } catch (error) {
      const apiError = toApiError(error);
      const said = explain(apiError, messages);
      announce(said);
      setFailure(said);
      setState("asking");
      // Nobody knows, then, whether it was done.
      if (apiError.kind === "offline") queries.failed(apiError);
    }
  }

  function cancel(): void {
    setState("idle");
    setFailure(null);
    opener.current?.focus();
  }

  return (
    <>
      <div className={styles.line}>
        <Badge
          appearance="tint"
          color={channel.lostAt === null ? "success" : "warning"}
        >
          {channel.lostAt === null
            ? t.channelInUse
            : t.channelLost({ time: time(channel.lostAt) })}
        </Badge>
        {channel.share !== null && <Caption1>{channel.share}</Caption1>}
        <Caption1 className={styles.quiet}>
          {t.chosen({ who: channel.chosenBy, time: time(channel.chosenAt) })}
        </Caption1>
        <Button
          ref={opener}
          size="small"
          aria-label={t.stopLabel({ channel: name })}
          aria-expanded={state !== "idle"}
          onClick={() => (state === "idle" ? setState("asking") : cancel())}
        >
          {t.stop}
        </Button>
      </div>
      {state !== "idle" && (
        <Sure
          question={t.stopSure({ channel: name })}
          failure={failure}
          isBusy={state === "stopping"}
          onSure={() => void stop()}
          onCancel={cancel}
        />
      )}
    </>
  );
}

function Sure({
  question,
  failure,
  isBusy,
  onSure,
  onCancel,
}: {
  readonly question: string;
  readonly failure: string | null;
  readonly isBusy: boolean;
  readonly onSure: () => void;
  readonly onCancel: () => void;
}): ReactNode {
  const styles = useStyles();
  const { tab } = useTab().messages;
  const first = useFocusAtFirst<HTMLButtonElement>();
  return (
    <div
      role="group"
      aria-label={question}
      className={styles.sure}
      onKeyDown={onEscape(onCancel)}
    >
      <Body1>{question}</Body1>
      {failure !== null && <Body1>{failure}</Body1>}
      <div className={styles.line}>
        <Button
          ref={first}
          appearance="primary"
          disabledFocusable={isBusy}
          onClick={onSure}
        >
          {tab.settings.stop}
        </Button>
        <Button appearance="subtle" onClick={onCancel}>
          {tab.acts.cancel}
        </Button>
      </div>
    </div>
  );
}
