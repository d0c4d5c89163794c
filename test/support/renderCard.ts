import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import {
  chromium,
  type Browser,
  type Page as BrowserPage,
} from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";

/** Where there is no browser, tests that need one skip and print this. */
export const chromiumIsMissing: string | null = existsSync(CHROMIUM)
  ? null
  : `skipped: no Chromium at ${CHROMIUM}`;

type Theme = "light" | "dark" | "contrast";

interface ShownCard {
  /** What a reader sees, inner cards included once opened. */
  readonly text: string;
  /** The drawn card's HTML. */
  readonly html: string;
  /** What the renderer complained of, and elements it does not know that had no fallback. */
  readonly problems: readonly string[];
  /** By how many pixels the content is wider than the card; 0 when all of it fits. */
  readonly overflow: number;
}

interface ShowOptions {
  readonly theme?: Theme;
  readonly width?: number;
  /** Presses the button of this title before looking. */
  readonly press?: string;
  /** How much larger the picture is than its CSS pixels. */
  readonly scale?: number;
}

export interface CardViewer {
  show(card: object, options?: ShowOptions): Promise<ShownCard>;
  /** A PNG of the card and its margin. */
  draw(card: object, options?: ShowOptions): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Draws cards as a Teams client of 2026 does: Microsoft's renderer with markdown switched on, in colours like Teams'.
 */
export async function openCardViewer(): Promise<CardViewer> {
  const browser = await launch();
  const pages = new Map<string, Promise<BrowserPage>>();
  // A page for each look, since a new one for each card takes seconds. A viewer shows one card at a time.
  const pageFor = (options: ShowOptions): Promise<BrowserPage> => {
    const { theme = "light", width = 800, scale = 1 } = options;
    const key = [theme, width, scale].join(" ");
    const page = pages.get(key) ?? openEmptyCard(browser, theme, width, scale);
    pages.set(key, page);
    return page;
  };
  return {
    show: async (card, options = {}) => {
      const page = await pageFor(options);
      const problems = await drawCard(page, card, options);
      const shown = page.locator("#card");
      return {
        problems,
        text: await shown.innerText(),
        html: await shown.innerHTML(),
        overflow: await shown.evaluate((element) =>
          Math.max(0, element.scrollWidth - element.clientWidth),
        ),
      };
    },
    draw: async (card, options = {}) => {
      const page = await pageFor(options);
      await drawCard(page, card, options);
      return page.locator("main").screenshot();
    },
    close: () => browser.close(),
  };
}

/** An empty page of this size in CSS pixels, for other pictures than cards. */
export async function openPage(size: {
  readonly width: number;
  readonly height: number;
}): Promise<{ page: BrowserPage; close: () => Promise<void> }> {
  const browser = await launch();
  return {
    page: await browser.newPage({ viewport: size }),
    close: () => browser.close(),
  };
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--headless",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

async function openEmptyCard(
  browser: Browser,
  theme: Theme,
  width: number,
  scale: number,
): Promise<BrowserPage> {
  const page = await browser.newPage({
    viewport: { width: width + 2 * MARGIN, height: 600 },
    deviceScaleFactor: scale,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
  });
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><title>Card</title>
     <style>${styleSheet(themes[theme], width)}</style><main><div id="card"></div></main>`,
  );
  const require = createRequire(import.meta.url);
  await page.addScriptTag({
    path: require.resolve("adaptivecards/dist/adaptivecards.js"),
  });
  await page.addScriptTag({ content: MARKDOWN });
  return page;
}

async function drawCard(
  page: BrowserPage,
  card: object,
  { theme = "light", press }: ShowOptions,
): Promise<readonly string[]> {
  const problems = await page.evaluate(drawInPage, {
    card,
    hostConfig: hostConfig(themes[theme]),
  });
  if (press !== undefined)
    await page.getByRole("button", { name: press, exact: true }).click();
  return problems;
}

const MARGIN = 16;

/**
 * The few types of the page and of the renderer that run in the browser, which this project's compiler does not know.
 */
interface Page {
  AdaptiveCards: {
    AdaptiveCard: {
      new (): {
        hostConfig: unknown;
        parse(card: object, context: { eventCount: number }): void;
        render(): unknown;
      };
      onProcessMarkdown: (text: string, result: unknown) => void;
    };
    CardElement: { langProperty: { regEx: RegExp } };
    HostConfig: new (config: object) => unknown;
    SerializationContext: new () => {
      eventCount: number;
      getEventAt(index: number): { message: string };
    };
  };
  toHtml(text: string): string;
  document: {
    getElementById(id: string): { replaceChildren(child: unknown): void };
  };
}

function drawInPage({
  card,
  hostConfig,
}: {
  card: object;
  hostConfig: object;
}): string[] {
  const page = globalThis as unknown as Page;
  const { AdaptiveCard, CardElement, HostConfig, SerializationContext } =
    page.AdaptiveCards;
  // The renderer's pattern of a `lang` remembers where it matched last, so that it refuses every second card's.
  CardElement.langProperty.regEx.lastIndex = 0;
  AdaptiveCard.onProcessMarkdown = (text, result) =>
    Object.assign(result as object, {
      outputHtml: page.toHtml(text),
      didProcess: true,
    });
  const drawn = new AdaptiveCard();
  drawn.hostConfig = new HostConfig(hostConfig);
  const context = new SerializationContext();
  drawn.parse(card, context);
  page.document.getElementById("card").replaceChildren(drawn.render());
  return Array.from(
    { length: context.eventCount },
    (_, index) => context.getEventAt(index).message,
  );
}

/** Greedier than any real client: what this leaves alone, they do. */
const MARKDOWN = String.raw`
window.toHtml = (text) => text
  .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '<a href="$2">$1</a>')
  .replace(/(?<!["\/>])\bhttps?:\/\/\S+/g, '<a href="$&">$&</a>')
  .replace(/\*\*(\S[^*]*)\*\*/g, '<strong>$1</strong>')
  .replace(/\*(\S[^*]*)\*/g, '<em>$1</em>')
  .replace(/(^|\W)_(\S[^_]*)_(?!\w)/g, '$1<em>$2</em>')
  .replace(/^- (.*)$/gm, '<ul><li>$1</li></ul>')
  .replace(/^\d+\. (.*)$/gm, '<ol><li>$1</li></ol>');
`;

interface Colors {
  readonly page: string;
  readonly card: string;
  readonly border: string;
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
  readonly emphasisBack: string;
  readonly accentBack: string;
  readonly goodBack: string;
  readonly warningBack: string;
  readonly attentionBack: string;
  readonly primaryButton: string;
  readonly primaryButtonText: string;
}

const themes: Record<Theme, Colors> = {
  light: {
    page: "#f5f5f5",
    card: "#ffffff",
    border: "#d1d1d1",
    text: "#242424",
    subtle: "#616161",
    accent: "#5b5fc7",
    good: "#0e700e",
    warning: "#835c00",
    attention: "#b10e1c",
    emphasisBack: "#f5f5f5",
    accentBack: "#e8ebfa",
    goodBack: "#e7f2da",
    warningBack: "#fbf1cf",
    attentionBack: "#fcebee",
    primaryButton: "#5b5fc7",
    primaryButtonText: "#ffffff",
  },
  dark: {
    page: "#1f1f1f",
    card: "#292929",
    border: "#525252",
    text: "#ffffff",
    subtle: "#adadad",
    accent: "#a6a9f2",
    good: "#92c353",
    warning: "#f8d22a",
    attention: "#f9526b",
    emphasisBack: "#1f1f1f",
    accentBack: "#2f2f4a",
    goodBack: "#20351b",
    warningBack: "#3d3415",
    attentionBack: "#3f1c20",
    primaryButton: "#7f85f5",
    primaryButtonText: "#0f0f1f",
  },
  contrast: {
    page: "#000000",
    card: "#000000",
    border: "#ffffff",
    text: "#ffffff",
    subtle: "#ffffff",
    accent: "#ffff01",
    good: "#3ff23f",
    warning: "#ffff01",
    attention: "#ffff01",
    emphasisBack: "#000000",
    accentBack: "#000000",
    goodBack: "#000000",
    warningBack: "#000000",
    attentionBack: "#000000",
    primaryButton: "#ffff01",
    primaryButtonText: "#000000",
  },
};

function hostConfig(colors: Colors): object {
  const pair = (color: string, subtle = color) => ({
    default: color,
    subtle,
  });
  const foregroundColors = {
    default: pair(colors.text, colors.subtle),
    accent: pair(colors.accent),
    good: pair(colors.good),
    warning: pair(colors.warning),
    attention: pair(colors.attention),
  };
  const style = (backgroundColor: string) => ({
    backgroundColor,
    foregroundColors,
  });
  return {
    fontTypes: {
      default: {
        fontFamily: '"Segoe UI", "Noto Sans", "Liberation Sans", sans-serif',
      },
      monospace: {
        fontFamily: '"Cascadia Mono", "DejaVu Sans Mono", monospace',
      },
    },
    fontSizes: {
      small: 12,
      default: 14,
      medium: 16,
      large: 20,
      extraLarge: 24,
    },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    lineHeights: {
      small: 16,
      default: 20,
      medium: 22,
      large: 28,
      extraLarge: 32,
    },
    supportsInteractivity: true,
    spacing: {
      small: 4,
      default: 8,
      medium: 14,
      large: 20,
      extraLarge: 28,
      padding: 16,
    },
    separator: { lineThickness: 1, lineColor: colors.border },
    containerStyles: {
      default: style(colors.card),
      emphasis: style(colors.emphasisBack),
      accent: style(colors.accentBack),
      good: style(colors.goodBack),
      warning: style(colors.warningBack),
      attention: style(colors.attentionBack),
    },
    inputs: {
      label: {
        inputSpacing: "small",
        requiredInputs: {
          weight: "bolder",
          suffix: " *",
          suffixColor: "attention",
        },
        optionalInputs: { weight: "bolder" },
      },
      errorMessage: { color: "attention" },
    },
    actions: {
      maxActions: 6,
      spacing: "medium",
      buttonSpacing: 8,
      syncCard: {
        actionMode: "inline",
        inlineTopMargin: 12,
        style: "emphasis",
      },
      actionsOrientation: "horizontal",
      actionAlignment: "left",
    },
    adaptiveCard: { allowCustomStyle: true },
    textBlock: { headingLevel: 2 },
  };
}

function styleSheet(colors: Colors, width: number): string {
  return `
  * { box-sizing: border-box; }
  html, body { margin: 0; background: ${colors.page}; }
  main { width: ${width + 2 * MARGIN}px; padding: ${MARGIN}px; background: ${colors.page}; }
  #card { width: ${width}px; overflow: hidden; border: 1px solid ${colors.border}; border-radius: 6px;
          background: ${colors.card}; box-shadow: 0 2px 6px #0002; }
  /* Chat messages in Teams break long words, and their cards inherit it. */
  #card { overflow-wrap: break-word; }
  .ac-adaptiveCard { outline: none; }
  a { color: ${colors.accent}; }
  p { margin: 0; }
  button { font: 600 14px "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif; padding: 6px 14px; margin: 2px 0;
           border: 1px solid ${colors.border}; border-radius: 4px; color: ${colors.text}; background: ${colors.card};
           white-space: nowrap !important; }
  button.style-positive { border-color: ${colors.primaryButton}; background: ${colors.primaryButton};
           color: ${colors.primaryButtonText}; }
  button.style-destructive { border-color: ${colors.attention}; color: ${colors.attention}; }
  .ac-actionSet { flex-wrap: wrap; }
  .ac-input { font: 14px "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif; padding: 6px 8px; border-radius: 4px;
           border: 1px solid ${colors.border}; color: ${colors.text}; background: ${colors.card}; max-width: 100%; }
  div.ac-input { padding: 0; border: none; background: none; }
  select.ac-input { max-width: 220px; }
  textarea.ac-input { width: 100%; }`;
}
