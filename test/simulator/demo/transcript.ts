/** What the Playground's server tells its pages. */
export interface Frame {
  readonly action: "createMessage" | "updateMessage" | "typing";
  readonly actionConversationId: string;
  readonly message?: FrameMessage;
}

/** A message as its pages draw it. */
export type FrameMessage = Readonly<Record<string, unknown>> & {
  readonly messageId: string;
  /** Of a channel's post: the conversation of the answers to it. */
  readonly postConversationId?: string;
};

interface Entry {
  readonly frame: Frame;
  /** In whose chat it stands, by Entra object id; null where everybody sees it. */
  readonly owner: string | null;
}

/** A window that shows the Playground, and what it knows already. */
export interface Viewer {
  /** Who looks, by Entra object id. */
  readonly person: string;
  send(frame: Frame): void;
}

/**
 * All messages as they stand now. The Playground's page forgets them when it is loaded again; from here it gets them
 * back. Each person has a chat of their own, although the Playground has one for all: what stands in it is shown to
 * its owner alone.
 */
export class Transcript {
  readonly #chatId: string;
  readonly #entries = new Map<string, Entry>();
  /** Messages in the one chat of which it is not known yet in whose they are. */
  readonly #waiting = new Map<string, Frame>();
  readonly #owners = new Map<string, string>();
  readonly #viewers = new Map<Viewer, Set<string>>();
  /** What was typed, by whom, into a page that is not shown anything yet. */
  readonly #typedEarly = new Map<string, string>();

  /** @param chatId the Playground's one personal chat. */
  constructor(chatId: string) {
    this.#chatId = chatId;
  }

  /** Shows the window all that is there, posts before the answers to them, and from then on what comes. */
  show(viewer: Viewer): void {
    const known = new Set<string>();
    for (const [id, person] of this.#typedEarly)
      if (person === viewer.person) {
        known.add(id);
        this.#typedEarly.delete(id);
      }
    this.#viewers.set(viewer, known);
    const entries = [...this.#entries.values()];
    const isAnswer = ({ frame: { actionConversationId } }: Entry): boolean =>
      entries.some(
        ({ frame }) =>
          frame.message?.postConversationId === actionConversationId,
      );
    for (const entry of [
      ...entries.filter((one) => !isAnswer(one)),
      ...entries.filter(isAnswer),
    ])
      this.#send(viewer, known, entry);
  }

  /** A page is loaded anew, and has forgotten what was typed into it. */
  forgetTyped(): void {
    this.#typedEarly.clear();
  }

  leave(viewer: Viewer): void {
    this.#viewers.delete(viewer);
  }

  /** The Playground's server told its pages this. */
  take(frame: Frame): void {
    const { message } = frame;
    if (!message) {
      for (const viewer of this.#viewers.keys()) viewer.send(frame);
      return;
    }
    const { messageId } = message;
    if (frame.action === "updateMessage") this.change(messageId, message);
    else if (frame.actionConversationId !== this.#chatId) this.add(frame, null);
    else {
      const owner = this.#owners.get(messageId);
      if (owner === undefined) this.#waiting.set(messageId, frame);
      else this.add(frame, owner);
    }
  }

  /** It was posted into this person's chat. Known only after the message itself, or before it. */
  attribute(messageId: string, owner: string): void {
    this.#owners.set(messageId, owner);
    const frame = this.#waiting.get(messageId);
    this.#waiting.delete(messageId);
    if (frame) this.add(frame, owner);
  }

  /** Something that a window's own person said, and that window shows already. */
  note(frame: Frame, owner: string): void {
    const id = frame.message?.messageId ?? "";
    let isShown = false;
    for (const [{ person }, known] of this.#viewers)
      if (person === owner) {
        known.add(id);
        isShown = true;
      }
    if (!isShown) this.#typedEarly.set(id, owner);
    const isPrivate = frame.actionConversationId === this.#chatId;
    this.add(frame, isPrivate ? owner : null);
  }

  /** @param owner who alone sees it, by Entra object id; null for everybody. */
  add(frame: Frame, owner: string | null): void {
    const entry = { frame, owner };
    this.#entries.set(frame.message?.messageId ?? "", entry);
    for (const [viewer, known] of this.#viewers)
      this.#send(viewer, known, entry);
  }

  /** The rest of the message stays as it is. */
  change(messageId: string, change: Readonly<Record<string, unknown>>): void {
    const waiting = this.#waiting.get(messageId);
    if (waiting) this.#waiting.set(messageId, changed(waiting, change));
    const entry = this.#entries.get(messageId);
    if (!entry) return;
    const frame = changed(entry.frame, change);
    this.#entries.set(messageId, { ...entry, frame });
    for (const [viewer, known] of this.#viewers)
      if (known.has(messageId))
        viewer.send({ ...frame, action: "updateMessage" });
  }

  find(messageId: string): Frame | null {
    return this.#entries.get(messageId)?.frame ?? null;
  }

  /** A page that is told of a message twice shows nothing from then on. */
  #send(viewer: Viewer, known: Set<string>, { frame, owner }: Entry): void {
    const id = frame.message?.messageId ?? "";
    if (known.has(id) || (owner !== null && owner !== viewer.person)) return;
    known.add(id);
    viewer.send(frame);
  }
}

function changed(
  frame: Frame,
  change: Readonly<Record<string, unknown>>,
): Frame {
  const { message } = frame;
  if (!message) return frame;
  const { messageId, postConversationId } = message;
  return {
    ...frame,
    message: {
      ...message,
      ...change,
      messageId,
      ...(postConversationId === undefined ? {} : { postConversationId }),
    },
  };
}
