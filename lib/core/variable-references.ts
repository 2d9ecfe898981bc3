import { isEnvironmentVariableName } from './dns-name';

/** A piece of a text with references: text as it is, or the value of a variable. */
export type TextPart = { readonly text: string } | { readonly variable: string };

/** Whether a text has anything that Kubernetes could take for a reference to a variable. */
export function mayRefer(text: string): boolean {
  return text.includes('$(');
}

/**
 * The pieces of a text in which `$(NAME)` is the value of a variable and `$$(NAME)` is the text `$(NAME)`. Every other
 * `$` is text, and so is what stands in parentheses without being the name of a variable.
 */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let literal = '';
  for (let at = 0; at < text.length;) {
    const dollars = runOfDollars(text, at);
    const opens = text[at + dollars] === '(';
    if (dollars === 0 || !opens) {
      literal += text.slice(at, at + Math.max(dollars, 1));
      at += Math.max(dollars, 1);
      continue;
    }
    // Of each two the second is the one that is meant; one that is left over begins a reference.
    literal += '$'.repeat(Math.floor(dollars / 2));
    at += dollars;
    const closes = dollars % 2 === 1 ? text.indexOf(')', at) : -1;
    if (closes < 0) {
      literal += `${'$'.repeat(dollars % 2)}(`;
      at += 1;
      continue;
    }
    const name = text.slice(at + 1, closes);
    if (isEnvironmentVariableName(name)) {
      parts.push({ text: literal }, { variable: name });
      literal = '';
    } else {
      literal += `$(${name})`;
    }
    at = closes + 1;
  }
  return [...parts, { text: literal }].filter((part) => !('text' in part) || part.text !== '');
}

/** The names of the variables that a text refers to, each once, in the order of their first appearance. */
export function referencesIn(text: string): string[] {
  return mayRefer(text)
    ? [...new Set(textParts(text).flatMap((part) => ('variable' in part ? [part.variable] : [])))]
    : [];
}

/**
 * The text as it has to stand where Kubernetes expands references. There `$$` is `$` wherever it stands, so what is only
 * text is doubled.
 */
export function expandableText(text: string): string {
  return text.replace(/(?:\$\$)*\$\([^)]*\)|\$+\(?/g, (found) =>
    found.length > 1 && !found.includes('(') ? found.replaceAll('$', '$$$$') : found,
  );
}

/** The names of variables so that each stands after those it refers to, and otherwise by name. */
export function inOrderOfReference(variables: Readonly<Record<string, string>>): string[] {
  const ordered = new Set<string>();
  const entered = new Set<string>();
  const enter = (name: string): void => {
    if (!entered.has(name)) {
      entered.add(name);
      referencesIn(variables[name])
        .filter((other) => Object.hasOwn(variables, other))
        .sort()
        .forEach(enter);
      ordered.add(name);
    }
  };
  Object.keys(variables).sort().forEach(enter);
  return [...ordered];
}

/** The circles in which variables refer to each other, each as the path around it: `['A', 'B', 'A']`. */
export function circlesOf(variables: Readonly<Record<string, string>>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const follow = (name: string): void => {
    const begun = path.indexOf(name);
    if (begun >= 0) {
      circles.push([...path.slice(begun), name]);
      return;
    }
    if (done.has(name)) {
      return;
    }
    path.push(name);
    referencesIn(variables[name])
      .filter((other) => Object.hasOwn(variables, other))
      .sort()
      .forEach(follow);
    path.pop();
    done.add(name);
  };
  Object.keys(variables).sort().forEach(follow);
  return circles;
}

function runOfDollars(text: string, from: number): number {
  let end = from;
  while (text[end] === '$') {
    end += 1;
  }
  return end - from;
}
