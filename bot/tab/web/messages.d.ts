/** Made by vite.config.ts: each language by itself, and of it what the tab says. */
declare module "messages:languages" {
  import type { Catalogue } from "../../messages/messages.ts";
  const languages: Readonly<
    Record<
      string,
      () => Promise<{
        readonly default: Pick<
          Catalogue,
          "language" | "duration" | "refusals" | "tab"
        >;
      }>
    >
  >;
  export default languages;
}
