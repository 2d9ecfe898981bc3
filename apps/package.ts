import { HelmChart, Kustomization } from '../lib';
import { version } from '../package.json';
import { HELM_OPTIONS, KUSTOMIZE_OPTIONS, SERVICE_TYPES, SYSTEMS } from './systems';

/** A service type asks for no more than this of who fills it. */
const MOST_VALUES = 16;

/** `npm run package [-- SYSTEM …]`: the Helm charts, and the Kustomize bases and overlays, of all systems, or of some. */
function main(names: readonly string[]): void {
  const unknown = names.filter((name) => !Object.hasOwn(SYSTEMS, name));
  if (unknown.length > 0) {
    process.stderr.write(`✗ no system ${unknown.join(', ')}; there are: ${Object.keys(SYSTEMS).join(', ')}\n`);
    process.exitCode = 1;
    return;
  }
  for (const name of names.length > 0 ? names : Object.keys(SYSTEMS)) {
    new HelmChart({ system: SYSTEMS[name], version, ...HELM_OPTIONS[name] }).write();
    new Kustomization({ system: SYSTEMS[name], ...KUSTOMIZE_OPTIONS[name] }).write();
    for (const system of SERVICE_TYPES[name] ?? []) {
      new HelmChart({ system, version, folder: name, mostValues: MOST_VALUES }).write();
    }
  }
}

main(process.argv.slice(2));
