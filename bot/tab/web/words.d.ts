/** Made by vite.config.ts: each language by itself, and of it what the tab says. */
declare module "words:languages" {
  import type { Catalogue } from "../../words/words.ts";
  const languages: Readonly<
    Record<
      string,
      () => Promise<{
        readonly default: Pick<Catalogue, "language" | "duration" | "tab">;
      }>
    >
  >;
  export default languages;
}
