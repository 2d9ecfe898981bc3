import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IPackageRule, type IPolicyRule, PolicyPack } from '../lib';

/** The guide whose last part lists the rules. */
export const GUIDE = join(__dirname, '../docs/policies.md');

const HEADING = '## The rules\n';

/** The rules of every pack, as the guide lists them. */
export function ruleList(): string {
  const listed = new Set<string>();
  const parts = [PolicyPack.trK8s(), PolicyPack.restricted(), PolicyPack.production()].map((pack) => {
    const own = [...pack.packageRules, ...pack.rules].filter(({ id }) => !listed.has(id));
    const others = pack.rules.filter(({ id }) => listed.has(id)).map(({ id }) => `\`${id}\``);
    own.forEach(({ id }) => listed.add(id));
    const beside = others.length === 0 ? '' : `Beside its own rules it holds ${others.join(', ')}.\n\n`;
    return `### ${pack.name}\n\n${beside}${own.map(item).join('\n')}\n`;
  });
  return [HEADING, ...parts].join('\n');
}

function item(rule: IPolicyRule | IPackageRule): string {
  const when = 'checkPackage' in rule ? ', checked by packaging' : '';
  return `- **\`${rule.id}\`** (${rule.level}${when}): ${plain(rule.asks)}. _To do:_ ${plain(rule.fix)}. _Source:_ ${plain(rule.source)}.`;
}

/** What Markdown would read otherwise. */
function plain(text: string): string {
  return text.replace(/[*_<]/g, '\\$&');
}

/** The guide with the list of rules as it is now. */
export function guideWithRules(guide: string): string {
  return guide.slice(0, guide.indexOf(HEADING)) + ruleList();
}

if (require.main === module) {
  writeFileSync(GUIDE, guideWithRules(readFileSync(GUIDE, 'utf8')));
}
