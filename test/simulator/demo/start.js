// Plain JavaScript for old Nodes' sake: they cannot even read main.ts, and say so in words that help nobody.
const wanted = 24;
const major = Number(process.versions.node.split(".")[0]);
if (major < wanted) {
  console.error(
    `This needs Node ${wanted} or newer, and this is Node ${process.versions.node}. "npm install" brings the right one along: start with "npm run demo".`,
  );
  process.exit(1);
}
await import("./main.ts");
