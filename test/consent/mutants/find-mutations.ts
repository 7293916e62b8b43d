/** Mistakes that somebody could make in a source file, found in its syntax tree: each is one small change of its text. */
import ts from 'typescript';

/** One mistake. */
export interface Mutation {
  /** Where and what, such as `matchesItem: || -> && in a || b`; the same for as long as the code is. */
  readonly name: string;
  /** The whole source with the mistake in it. */
  readonly source: string;
}

/** Other texts for a node, each with what it stands for. */
type Mutator = (node: ts.Node) => readonly [text: string, what: string][];

const { SyntaxKind } = ts;

const SWAPPED: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map([
  [SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
  [SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
  [SyntaxKind.LessThanToken, ['<=', '>=']],
  [SyntaxKind.LessThanEqualsToken, ['<', '>']],
  [SyntaxKind.GreaterThanToken, ['>=', '<=']],
  [SyntaxKind.GreaterThanEqualsToken, ['>', '<']],
  [SyntaxKind.AmpersandAmpersandToken, ['||']],
  [SyntaxKind.BarBarToken, ['&&']],
  [SyntaxKind.PlusToken, ['-']],
  [SyntaxKind.MinusToken, ['+']],
]);
const SWAPPED_METHODS = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['padEnd', 'padStart'],
]);
const SWAPPED_WORDS = new Map([
  ['permit', 'deny'],
  ['deny', 'permit'],
  ['N', 'R'],
  ['R', 'N'],
]);

/** `a && b` may have been meant as `a`, as `b` or as `a || b`. */
const operators: Mutator = (node) => {
  if (!ts.isBinaryExpression(node)) return [];
  const { left, right, operatorToken } = node;
  const swapped = (SWAPPED.get(operatorToken.kind) ?? []).map((operator): [string, string] => [
    `(${left.getText()} ${operator} ${right.getText()})`,
    `${operatorToken.getText()} -> ${operator}`,
  ]);
  const isJoint = [SyntaxKind.AmpersandAmpersandToken, SyntaxKind.BarBarToken].includes(operatorToken.kind);
  return isJoint
    ? [...swapped, [left.getText(), 'without its right side'], [right.getText(), 'without its left side']]
    : swapped;
};

const negations: Mutator = (node) =>
  ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken
    ? [[node.operand.getText(), 'not negated']]
    : [];

const conditionals: Mutator = (node) =>
  ts.isConditionalExpression(node)
    ? [
        [node.whenTrue.getText(), 'always'],
        [node.whenFalse.getText(), 'never'],
      ]
    : [];

/** An early return that is forgotten, or always taken. */
const branches: Mutator = (node) =>
  ts.isIfStatement(node)
    ? [
        [ifWith(node, 'true'), 'always'],
        [ifWith(node, 'false'), 'never'],
      ]
    : [];

const ifWith = ({ thenStatement, elseStatement }: ts.IfStatement, condition: string): string =>
  `if (${condition}) ${thenStatement.getText()}${elseStatement ? ` else ${elseStatement.getText()}` : ''}`;

const literals: Mutator = (node) => {
  if (node.kind === SyntaxKind.TrueKeyword && !ts.isLiteralTypeNode(node.parent)) return [['false', 'true -> false']];
  if (node.kind === SyntaxKind.FalseKeyword && !ts.isLiteralTypeNode(node.parent)) return [['true', 'false -> true']];
  if (ts.isNumericLiteral(node) && !ts.isLiteralTypeNode(node.parent))
    return [[`(${node.text} + 1)`, `${node.text} + 1`]];
  const word = ts.isStringLiteral(node) && !ts.isLiteralTypeNode(node.parent) && SWAPPED_WORDS.get(node.text);
  return word ? [[`'${word}'`, `${node.getText()} -> ${word}`]] : [];
};

/** `some` for `every`; a filter or a map that is forgotten; a call of another's method that is so too. */
const methods: Mutator = (node) => {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression: callee, name } = node.expression;
  const swapped = SWAPPED_METHODS.get(name.text);
  if (swapped !== undefined) {
    const given = node.arguments.map((argument) => argument.getText()).join(', ');
    return [[`${callee.getText()}.${swapped}(${given})`, `${name.text} -> ${swapped}`]];
  }
  return ['filter', 'slice', 'padEnd'].includes(name.text) ? [[callee.getText(), `without ${name.text}`]] : [];
};

/** An entry or an element that is forgotten, such as what an exception takes over from its rule; or two in another order. */
const elements: Mutator = (node) => {
  if (!ts.isArrayLiteralExpression(node) && !ts.isObjectLiteralExpression(node)) return [];
  const isList = ts.isArrayLiteralExpression(node);
  const parts = isList ? node.elements : node.properties;
  const texts = parts.map((part) => part.getText());
  const written = (kept: readonly string[]): string => (isList ? `[${kept.join(', ')}]` : `({${kept.join(', ')}})`);
  const without = texts.map((part, at): [string, string] => [written(texts.toSpliced(at, 1)), `without ${part}`]);
  const hasOrder = texts.length > 1 && (isList || parts.every((part) => ts.isSpreadAssignment(part)));
  return hasOrder ? [...without, [written(texts.toReversed()), 'reversed']] : without;
};

/** A question that is always answered in the same way. */
const questions: Mutator = (node) => {
  const isQuestion = ts.isFunctionDeclaration(node) && node.type?.kind === SyntaxKind.BooleanKeyword;
  if (!isQuestion || node.body === undefined) return [];
  const head = node.getText().slice(0, node.body.getStart() - node.getStart());
  return ['true', 'false'].map((answer) => [`${head} { return ${answer}; }`, `always ${answer}`]);
};

const MUTATORS = [operators, negations, conditionals, branches, literals, methods, elements, questions];

/** All mistakes in a source; only within the functions and constants of these names, if some are given. */
export function findMutations(file: string, text: string, within?: readonly string[]): Mutation[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const found = new Map<string, Mutation>();
  const visit = (node: ts.Node, place: string): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    for (const [replacement, what] of MUTATORS.flatMap((mutate) => mutate(node))) {
      const source = text.slice(0, node.getStart()) + replacement + text.slice(node.getEnd());
      const name = unique(found, `${place}: ${shortened(what)} in ${shortened(node.getText())}`);
      found.set(name, { name, source });
    }
    ts.forEachChild(node, (child) => {
      visit(child, place);
    });
  };
  for (const statement of tree.statements) {
    const place = declaredBy(statement);
    if (place !== undefined && (within?.includes(place) ?? true)) visit(statement, place);
  }
  return [...found.values()];
}

function declaredBy(statement: ts.Statement): string | undefined {
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text;
  return ts.isVariableStatement(statement) ? statement.declarationList.declarations[0]?.name.getText() : undefined;
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}

function unique(taken: ReadonlyMap<string, unknown>, name: string): string {
  let [unused, nth] = [name, 2];
  while (taken.has(unused)) unused = `${name} (${nth++})`;
  return unused;
}
