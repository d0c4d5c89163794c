#!/usr/bin/env bash
# adaptivecards 3.0.5 (npm), the renderer for browsers.
# Expected: a card's "lang", two or three letters, is accepted or refused for what it is.
# Seen: parsing the same valid card twice in one page accepts "de" the first time and refuses it the second
# ("Invalid value "de" for property "lang""), accepts it the third, and so on. The refused card has no language, so
# that screen readers pronounce it in the page's. The pattern of the property is one object with the flag "g", and
# RegExp.exec goes on from where such a pattern matched last.
# Output seen: lang=de problems=0 | lang=undefined problems=1 | lang=de problems=0 | lang=undefined problems=1
# Way out: set AdaptiveCards.CardElement.langProperty.regEx.lastIndex to 0 before parsing a card.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --save-exact adaptivecards@3.0.5 swiper@11.2.10

cat >parse.cjs <<'JS'
// The build for browsers, run as a page's script is; parsing touches no document.
const { readFileSync } = require("node:fs");
const { runInThisContext } = require("node:vm");
globalThis.self = globalThis.window = globalThis;
runInThisContext(readFileSync("node_modules/adaptivecards/dist/adaptivecards.js", "utf8"));
const { AdaptiveCard, CardElement, SerializationContext } = globalThis.AdaptiveCards;
const parse = () => {
  const context = new SerializationContext();
  const card = new AdaptiveCard();
  card.parse({ type: "AdaptiveCard", version: "1.5", lang: "de", body: [] }, context);
  return `lang=${card.lang} problems=${context.eventCount}`;
};
console.log([1, 2, 3, 4].map(parse).join(" | "));
const pattern = CardElement.langProperty.regEx;
const again = () => ((pattern.lastIndex = 0), parse());
console.log([1, 2, 3, 4].map(again).join(" | "));
JS
seen=$(node parse.cjs)
echo "$seen"
good="lang=de problems=0"
bad="lang=undefined problems=1"
[ "$seen" = "$good | $bad | $good | $bad
$good | $good | $good | $good" ] || {
  echo "changed: the behaviour is not the one described above" >&2
  exit 1
}
