const base = {
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { target: "es2024", parser: { syntax: "typescript" } },
        module: { type: "es6" },
      },
    ],
  },
  extensionsToTreatAsEsm: [".ts"],
  testEnvironment: "node",
  injectGlobals: false,
};

const project = (name, more = {}) => ({
  ...base,
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  ...more,
});

export default {
  projects: [
    project("unit"),
    project("cards"),
    project("integration"),
    project("e2e"),
    project("infra"),
  ],
  // Longer than two waits of a test (test/support/until.ts), so that these say what did not happen.
  testTimeout: 240_000,
};
