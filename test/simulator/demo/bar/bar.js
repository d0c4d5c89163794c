// In the Agents Playground's page: who one is, and the way to the tab.
const { now, visitors, tab } = await (await fetch("/demo/who")).json();

const bar = document.createElement("aside");
bar.className = "demo-bar";
const label = document.createElement("label");
const who = document.createElement("select");
for (const { key, name } of visitors) who.add(new Option(name, key));
who.value = now;
label.append("You are ", who);
bar.append(label);
if (tab) {
  const link = document.createElement("a");
  Object.assign(link, {
    href: tab,
    target: "_blank",
    textContent: "Open the tab",
  });
  bar.append(link);
}
const hint = document.createElement("span");
hint.textContent =
  "Dialogs come as messages. Load the page again when you like: its messages come back.";
bar.append(hint);
document.body.append(bar);

who.addEventListener("change", async () => {
  await fetch(`/demo/who?as=${encodeURIComponent(who.value)}`, {
    method: "POST",
  });
  // Another person is another start of Teams.
  location.reload();
});
