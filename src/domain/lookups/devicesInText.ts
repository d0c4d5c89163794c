import type { DirectoryDevice } from "../devices/directory.ts";

export interface DevicesInText {
  readonly devices: readonly DirectoryDevice[];
  /** False where the text is longer, or may name more, than was looked up. */
  readonly isWhole: boolean;
}
