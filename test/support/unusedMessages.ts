import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../", import.meta.url));
const ENGLISH = `${root}bot/messages/en.ts`;
/** A key that nothing can say; whoever looks for unused keys has to find it. */
export const NEVER_SAID = "neverSaid";

/**
 * The keys of the English catalogue, dotted, that neither the source nor a card template says, in the catalogue's
 * order; among them one that is put in for this, `NEVER_SAID`. By the types of the source: a key counts as said where
 * it is read from the catalogue, by its name or by whatever its name may be.
 */
export function findUnusedKeys(): string[] {
  const checked = openProgram();
  const keys = keysOf(checked);
  const said = new Set<ts.Declaration>();
  for (const file of checked.getSourceFiles())
    if (
      file.fileName.startsWith(`${root}bot/`) &&
      !file.fileName.startsWith(`${root}bot/messages/`)
    )
      collectSaid(file, checked.getTypeChecker(), said);
  const elsewhere = new Set([...labelsOfTemplates(), ...namedIn(checked)]);
  return [...keys]
    .filter(
      ([key, declaration]) =>
        !said.has(declaration) && !elsewhere.has(key) && !OF_FORMATS(key),
    )
    .map(([key]) => key);
}

/** These are said by bot/messages/formats.ts. */
const OF_FORMATS = (key: string) => key.startsWith("duration.");

function openProgram(): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2024,
    lib: ["lib.es2024.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    types: ["node"],
    strict: true,
    noUncheckedIndexedAccess: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  const withOneMore = (text: string) =>
    text.replace("export const en = {", `$&\n  ${NEVER_SAID}: "Nothing.",`);
  host.readFile = (name) => {
    const text = read(name);
    return name === ENGLISH && text !== undefined ? withOneMore(text) : text;
  };
  host.getSourceFile = (name, languageVersion) => {
    const text = host.readFile(name);
    return text === undefined
      ? undefined
      : ts.createSourceFile(name, text, languageVersion, true);
  };
  // A rule may name what it says before the bot runs it.
  const files = globSync(["bot/**/*.{ts,tsx}", "src/domain/**/*.ts"], {
    cwd: root,
  })
    .filter((file) => !file.includes("/dist/"))
    .map((file) => `${root}${file}`);
  return ts.createProgram(files, options, host);
}

/** Every message's dotted key, and where it is declared. */
function keysOf(program: ts.Program): Map<string, ts.Declaration> {
  const keys = new Map<string, ts.Declaration>();
  const walk = (object: ts.ObjectLiteralExpression, under: string) => {
    for (const property of object.properties) {
      if (!ts.isPropertyAssignment(property)) continue;
      const { name, initializer } = property;
      const key = `${under}${ts.isStringLiteral(name) ? name.text : name.getText()}`;
      if (ts.isObjectLiteralExpression(initializer))
        walk(initializer, `${key}.`);
      else keys.set(key, property);
    }
  };
  const visit = (node: ts.Node) => {
    if (
      ts.isAsExpression(node) &&
      ts.isObjectLiteralExpression(node.expression)
    )
      walk(node.expression, "");
    else ts.forEachChild(node, visit);
  };
  const english = program.getSourceFile(ENGLISH);
  if (english) visit(english);
  return keys;
}

function collectSaid(
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  said: Set<ts.Declaration>,
): void {
  const say = (symbol: ts.Symbol | undefined) =>
    symbol?.declarations?.forEach((declaration) => said.add(declaration));
  const sayProperty = (type: ts.Type, name: string) => {
    for (const one of type.isUnion() ? type.types : [type])
      say(checker.getPropertyOfType(one, name));
  };
  const sayAll = (type: ts.Type) =>
    (type.isUnion() ? type.types : [type]).forEach((one) =>
      checker.getPropertiesOfType(one).forEach(say),
    );

  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node))
      sayProperty(checker.getTypeAtLocation(node.expression), node.name.text);
    else if (ts.isElementAccessExpression(node)) {
      const object = checker.getTypeAtLocation(uncast(node.expression));
      const names = namesOf(checker.getTypeAtLocation(node.argumentExpression));
      if (names === null) sayAll(object);
      else names.forEach((name) => sayProperty(object, name));
    } else if (ts.isBindingElement(node)) {
      const name = node.propertyName ?? node.name;
      if (ts.isIdentifier(name) || ts.isStringLiteral(name))
        sayProperty(checker.getTypeAtLocation(node.parent), name.text);
    } else if (
      ts.isCallExpression(node) &&
      /^Object\.(entries|keys|values)$/.test(node.expression.getText()) &&
      node.arguments[0]
    )
      sayAll(checker.getTypeAtLocation(uncast(node.arguments[0])));
    ts.forEachChild(node, visit);
  };
  visit(file);
}

function uncast(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isParenthesizedExpression(node)
    ? uncast(node.expression)
    : node;
}

/** What a key may be; null for any. */
function namesOf(type: ts.Type): readonly string[] | null {
  const types = type.isUnion() ? type.types : [type];
  const names = types.flatMap((one) =>
    one.isStringLiteral() ? [one.value] : [],
  );
  return names.length === types.length ? names : null;
}

/** The messages that are named to `message()`. */
function namedIn(program: ts.Program): ReadonlySet<string> {
  const said = new Set<string>();
  const checker = program.getTypeChecker();
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      node.expression.getText() === "message" &&
      node.arguments[0]
    )
      for (const name of namesOf(
        checker.getTypeAtLocation(node.arguments[0]),
      ) ?? [])
        said.add(`named.${name}`);
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles())
    if (/^(src|bot)\//.test(file.fileName.slice(root.length))) visit(file);
  return said;
}

/** A template's `messages` are the catalogue's `labels`. */
function labelsOfTemplates(): ReadonlySet<string> {
  const templates = globSync("cards/*.json", { cwd: root }).map((file) =>
    readFileSync(`${root}${file}`, "utf8"),
  );
  return new Set(
    templates.flatMap((template) =>
      [...template.matchAll(/\bmessages\.(\w+)/g)].map(
        ([, name]) => `labels.${name}`,
      ),
    ),
  );
}
