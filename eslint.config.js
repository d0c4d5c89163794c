import tseslint from "typescript-eslint";

/** A busy machine stretches the time between any two lines. */
const noStopwatch = [
  // There is no other use of it.
  "CallExpression[callee.object.name='performance'][callee.property.name='now']",
  // A number taken from it makes an instant of the past.
  "BinaryExpression[operator='-'][right.type='Identifier'][left.callee.object.name='Date'][left.callee.property.name='now']",
  "CallExpression[callee.name='expect'] CallExpression[callee.object.name='Date'][callee.property.name='now']",
  // What the simulator's clients say of an answer is for the demo and the benchmark.
  "CallExpression[callee.name='expect'] > MemberExpression[property.name='ms']",
].map((selector) => ({
  selector,
  message:
    "No test compares how long something took. Count the work, wait for an event, move a clock of the test's own, or measure it in test/bench.",
}));

export default tseslint.config(
  {
    ignores: ["node_modules/", "data/", "coverage/", "bot/tab/web/dist/"],
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_" },
      ],
      // Prettier wraps code, and leaves comments as they are.
      "max-len": ["error", { code: 10_000, comments: 120, ignoreUrls: true }],
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "MemberExpression[object.name='process'][property.name='env']",
          message:
            "The environment is read once, in src/adapters/config. Take a typed value from Config instead.",
        },
      ],
    },
  },
  {
    files: [
      "src/adapters/config/**/*.ts",
      "test/**/*.ts",
      "bot/main.ts",
      "bot/doctor/main.ts",
      "replay/main.ts",
    ],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["test/{unit,cards,integration,e2e,infra}/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", ...noStopwatch] },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
);
