import type { AlertRule } from '../lib';
import { everyAlert } from './every-alert';

/** Every page of `docs/runbooks/` by the name of its file: one for each alert of the library, and a list of them. */
export function runbookPages(): Map<string, string> {
  const alerts = [...everyAlert()].map(([name, rules]) => ({ name, ...only(name, rules) }));
  const list = alerts.map(({ name, severity, means }) => `- [${name}](${name}.md) (${severity}): ${means}`);
  return new Map([
    ['README.md', [...LIST, ...list, ''].join('\n')],
    ...alerts.map(({ name, page }): [string, string] => [`${name}.md`, page]),
  ]);
}

const LIST = [
  '# Runbooks',
  '',
  'What to do when an alert of the library arrives. These pages are made of the alerts themselves by `npm run runbooks`;',
  'write into the code instead. Put the folder where whoever is on call can read it, and declare that place as',
  '`prometheusOperator: { runbookBaseUrl }` of the cluster: each alert then links to its page.',
  '',
];

interface Page {
  readonly severity: string;
  readonly means: string;
  readonly page: string;
}

/** The page of the alerts of one name, which say the same. */
function only(name: string, rules: readonly AlertRule[]): Page {
  const pages = new Set(rules.map((rule) => JSON.stringify(pageOf(rule))));
  const [first, ...others] = pages;
  if (first === undefined || others.length > 0) {
    throw new Error(`${name}: alerts of one name have one runbook, and there are ${pages.size}`);
  }
  return JSON.parse(first) as Page;
}

function pageOf({ name, severity, runbook }: AlertRule): Page {
  if (!runbook) {
    throw new Error(`${name}: an alert of the library has a runbook`);
  }
  const { meaning, checks, remedies } = runbook;
  const page = [
    `# ${name}`,
    '',
    `Severity: ${severity}.`,
    '',
    '## What it means',
    '',
    meaning,
    '',
    '## What to look at',
    '',
    ...checks.map((check, index) => `${index + 1}. ${check}`),
    '',
    '## What to do',
    '',
    ...remedies.map((remedy) => `- ${remedy}`),
    '',
  ].join('\n');
  return { severity, means: meaning.split(/(?<=\.)\s/)[0], page };
}
