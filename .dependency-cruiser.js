/**
 * The floors of the house, held by `npm run lint`. An import of a type counts like any other, because what a file names
 * it depends on. Each message says where the code belongs instead; docs/architecture.md says why.
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */
export default {
  forbidden: [
    {
      name: "no-circle",
      comment:
        "These files import each other in a loop, so none can be understood or changed alone. Move what both need, " +
        "mostly a noun, down into a file that imports neither.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "domain-stands-on-nothing",
      comment:
        "domain/ holds nouns and pure rules, which everything may read. What needs a port, a use case or a driver is " +
        "a verb: put it in src/usecases/, and leave here only the rule it calls.",
      severity: "error",
      from: { path: "^src/domain/" },
      to: { path: "^(src/(?!domain/)|bot/)" },
    },
    {
      name: "domain-is-pure",
      comment:
        "A rule gets its facts and the time as arguments. Read files, clocks, networks and databases in src/adapters/, " +
        "and hand the rule what was read.",
      severity: "error",
      from: { path: "^src/domain/" },
      to: {
        dependencyTypes: ["npm", "core"],
        pathNot: ["^(node:)?(crypto|util)$", "node_modules/zod/"],
      },
    },
    {
      name: "ports-know-nouns-only",
      comment:
        "A port says in the use cases' words what they ask of the outside. A noun it needs belongs in src/domain/; what " +
        "does the work belongs in src/adapters/ or src/usecases/.",
      severity: "error",
      from: { path: "^src/ports/" },
      to: { path: "^(src/(?!ports/|domain/)|bot/)" },
    },
    {
      name: "usecases-ask-ports",
      comment:
        "A use case loads, decides and saves through src/ports/. Add what it needs to a port, implement that in " +
        "src/adapters/, and have src/custodian.ts or src/workers.ts hand it over.",
      severity: "error",
      from: { path: "^src/usecases/" },
      to: { path: "^(src/(?!usecases/|ports/|domain/)|bot/)" },
    },
    {
      name: "adapters-implement-ports",
      comment:
        "An adapter turns a port's words into a driver's. Decisions belong in src/domain/, what loads and saves in " +
        "src/usecases/.",
      severity: "error",
      from: { path: "^src/adapters/" },
      to: { path: "^(src/(?!adapters/|ports/|domain/)|bot/)" },
    },
    {
      name: "replay-runs-rules-alone",
      comment:
        "The replay feeds evidence to the rules of src/domain/, with no network and no database. A rule it needs " +
        "belongs there, so that the bot runs the same.",
      severity: "error",
      from: { path: "^replay/", pathNot: "^replay/export/" },
      to: { path: "^(src/(?!domain/)|bot/)" },
    },
    {
      name: "export-reads-stores",
      comment:
        "The export reads stores by src/ports/, and its main opens the database by src/adapters/. It weighs nothing " +
        "and runs no use case.",
      severity: "error",
      from: { path: "^replay/export/" },
      to: {
        path: "^(src/(?!domain/|ports/|adapters/)|bot/|replay/(?!export/))",
      },
    },
    {
      name: "only-the-export-main-opens",
      comment:
        "What is exported is read by src/ports/ from stores that are handed over: replay/export/main.ts opens them.",
      severity: "error",
      from: { path: "^replay/export/", pathNot: "^replay/export/main[.]ts$" },
      to: { path: "^src/adapters/" },
    },
    {
      name: "replay-works-without-the-export",
      comment:
        "The replay runs without a database. replay/main.ts alone loads the export, and only when it is asked for.",
      severity: "error",
      from: { path: "^replay/(?!export/|main[.]ts$)" },
      to: { path: "^replay/export/" },
    },
    {
      name: "nobody-needs-the-replay",
      comment:
        "replay/ is a program of its own. What the bot needs of it belongs in src/domain/.",
      severity: "error",
      from: { path: "^(src|bot)/" },
      to: { path: "^replay/" },
    },
    {
      name: "src-knows-no-teams",
      comment:
        "src/ knows nothing of Teams. Put what speaks to Teams in bot/, and have src/ports/ say what it does for us.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^bot/" },
    },
    {
      name: "bot-reaches-the-roof",
      comment:
        "bot/ asks src/custodian.ts, and knows ports and nouns. A result's type belongs in src/domain/; what is to be " +
        "done belongs behind a method of Custodian. Only the programs' mains put use cases and adapters together.",
      severity: "error",
      from: {
        path: "^bot/",
        pathNot: ["^bot/main[.]ts$", "^bot/doctor/"],
      },
      to: { path: "^src/(usecases|adapters|workers[.]ts)" },
    },
    {
      name: "wire-in-protocol",
      comment:
        "bot/protocol/ alone knows botbuilder and teamsfx, so that a successor of theirs is a change there. Take the " +
        "type from bot/protocol/wire.ts, or add what you need to bot/protocol/.",
      severity: "error",
      from: {
        path: "^bot/",
        pathNot: [
          "^bot/protocol/",
          "^bot/turn/",
          "^bot/(main|onTurn)[.]ts$",
          // In the browser, teamsfx signs people in.
          "^bot/tab/web/teams[.]ts$",
        ],
      },
      to: {
        path: "node_modules/(botbuilder|botframework-|@microsoft/teamsfx)",
      },
    },
    {
      name: "handlers-on-top",
      comment:
        "What renders, reads or sends is used by handlers and knows none of them. Put what both need in the room of " +
        "its kind: bot/cards/, bot/text/, bot/turn/ or bot/channel/.",
      severity: "error",
      from: {
        path: "^bot/(cards|channel|messages|protocol|telemetry|text|turn)/",
      },
      to: {
        path: "^bot/(handlers|http|doctor|tab|main|onTurn|onInvoke|routes)",
      },
    },
    {
      name: "one-driver-one-adapter",
      comment:
        "A driver is imported in its own room of src/adapters/ and nowhere else. Add a function there that takes and " +
        "returns our own words.",
      severity: "error",
      from: { path: "^(src|bot)/", pathNot: "^src/adapters/" },
      to: {
        path: "node_modules/(pg|pg-boss|kysely|@electric-sql/pglite|@azure/identity|@microsoft/microsoft-graph-client)/",
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsConfig: { fileName: "tsconfig.json" },
    // Type imports counted.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".json", ".d.ts"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
