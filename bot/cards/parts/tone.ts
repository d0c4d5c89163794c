/**
 * How a card's head says in colour what its title says in words; the mark is for those who do not see the colour. The
 * text keeps its default colour: Teams' own "good" text on its "good" background cannot be read. Marks are characters
 * that the usual fonts have; an hourglass, for one, comes out as an empty box.
 */
export interface Tone {
  readonly mark: string;
  readonly style: "good" | "attention" | "warning" | "accent" | "emphasis";
}

export type ToneName = "done" | "failed" | "doubtful" | "working" | "over";

export const tones: Record<ToneName, Tone> = {
  done: { mark: "✔", style: "good" },
  failed: { mark: "✖", style: "attention" },
  doubtful: { mark: "⚠", style: "warning" },
  working: { mark: "●", style: "accent" },
  over: { mark: "○", style: "emphasis" },
};
