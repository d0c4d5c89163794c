/** The parts of a form of the settings, in their order. */
export const SECTIONS = [
  "people",
  "affinity",
  "exclusions",
  "proposals",
  "channels",
  "staging",
  "times",
] as const;

export type SectionName = (typeof SECTIONS)[number];
