/** How a card's head says in colour what its title says in words; the mark is for those who do not see the colour. */
export interface Tone {
  readonly mark: string;
  readonly style: "good" | "attention" | "warning" | "accent" | "emphasis";
  readonly color: "Good" | "Attention" | "Warning" | "Accent" | "Default";
}

export type ToneName = "done" | "failed" | "doubtful" | "working" | "over";

export const tones: Record<ToneName, Tone> = {
  done: { mark: "✔", style: "good", color: "Good" },
  failed: { mark: "✖", style: "attention", color: "Attention" },
  doubtful: { mark: "⚠", style: "warning", color: "Warning" },
  working: { mark: "⧗", style: "accent", color: "Accent" },
  over: { mark: "○", style: "emphasis", color: "Default" },
};
