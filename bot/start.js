// JavaScript, because an old Node cannot even read what would tell it that it is too old.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Custodian needs Node.js 22.18 or newer, better 24; this is ${process.version}.`,
  );
  process.exit(1);
}
await import("./main.ts");
