import { decodeEntities } from "./teamsMarkup.ts";

/** A Teams message has at most 28 KB; what is over was not written by a person. In code units. */
const MOST_READ = 28 * 1024;

/**
 * The text of a message's HTML, for looking for names in it: a line for each block, entities resolved, and the
 * addresses of links beside their words, since an address may name a device. It is not fit to be shown as HTML again.
 *
 * One pass that never looks at a character twice but for a bounded search, whatever the text: it is anybody's.
 */
export function readHtml(html: string): string {
  const source = html.slice(0, MOST_READ);
  const parts: string[] = [];
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf("<", at);
    if (open === -1) break;
    parts.push(source.slice(at, open));
    if (!TAG_START.test(source.charAt(open + 1))) {
      parts.push("<");
      at = open + 1;
      continue;
    }
    const isComment = source.startsWith("<!--", open);
    const end = isComment ? "-->" : ">";
    const close = source.indexOf(end, open);
    // Without an end, nothing after it is a tag either; and searching again for each of them could take for ever.
    if (close === -1) {
      at = open;
      break;
    }
    if (!isComment) parts.push(readTag(source.slice(open + 1, close)));
    at = close + end.length;
  }
  parts.push(source.slice(at));
  return decodeEntities(parts.join(""))
    .replace(/[^\S\n]+/g, " ")
    .trim();
}

const TAG_START = /[a-z/!?]/i;

/** These stand inside a word; every other element ends a line. */
const INLINE = new Set(
  "a abbr at b bdi bdo big code del em emoji font i ins kbd mark q s samp small span strike strong sub sup tt u var wbr".split(
    " ",
  ),
);

/** What stands in a tag's place. */
function readTag(tag: string): string {
  const name = /^\/?([a-z][a-z\d-]*)/i.exec(tag)?.[1]?.toLowerCase() ?? "";
  const address = HREF.exec(tag.slice(0, MOST_ADDRESS));
  if (name === "a" && address !== null)
    return ` ${address[1] ?? address[2] ?? ""} `;
  return INLINE.has(name) ? "" : "\n";
}

const MOST_ADDRESS = 4_000;
const HREF = /\shref=(?:"([^"]*)"|'([^']*)')/i;
