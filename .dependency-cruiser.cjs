const { join } = require('node:path');

/** The layers of lib/, from the ground up: a folder imports from the layers before its own, and from itself. */
const LAYERS = [
  ['core'],
  ['contracts'],
  ['environment'],
  ['config', 'secrets', 'network', 'scaling', 'storage', 'observability'],
  ['workload'],
  ['web', 'workers', 'streaming', 'trading', 'data', 'monitoring', 'azure'],
  ['policy', 'testing', 'synth'],
  ['delivery'],
];

/** The first layer that knows custom resources. */
const CUSTOM_RESOURCE_LAYER = 4;

const FOLDERS = LAYERS.flat();
const inFolders = (folders) => `^lib/(${folders.join('|')})/`;

const layerRules = LAYERS.flatMap((folders, index) =>
  folders.map((folder) => ({
    name: `layer-${folder}`,
    comment: `lib/${folder}/ is in layer ${index + 1}: it imports only from itself and from the layers before it.`,
    severity: 'error',
    from: { path: inFolders([folder]) },
    to: { path: '^lib/', pathNot: inFolders([folder, ...LAYERS.slice(0, index).flat()]) },
  })),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'layer-unknown',
      comment: 'Every folder of lib/ has its layer: add a new one to LAYERS in .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^lib/.+/', pathNot: inFolders(FOLDERS) },
      to: {},
    },
    {
      name: 'index-only-from-outside',
      comment: 'lib/index.ts is for users of the library; inside, import the file itself.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^lib/index\\.ts$' },
    },
    {
      name: 'lib-stands-alone',
      comment: 'The library knows nothing of what is built with it, nor of its tests.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(apps|test|bench|scripts)/' },
    },
    {
      name: 'imports-are-types',
      comment: 'Generated types cost nothing at run time only when they are imported with `import type`.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^imports/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'imports-from-layer-4',
      comment: `Custom resources begin in layer ${CUSTOM_RESOURCE_LAYER}.`,
      severity: 'error',
      from: {
        path: `^lib/(index\\.ts|(${LAYERS.slice(0, CUSTOM_RESOURCE_LAYER - 1)
          .flat()
          .join('|')})/)`,
      },
      to: { path: '^imports/' },
    },
    {
      name: 'cdk8s-plus-is-types',
      comment: 'Loading cdk8s-plus costs more than a small synth: only lib/workload/plus-selector.ts does.',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/workload/plus-selector\\.ts$' },
      to: { path: 'node_modules/cdk8s-plus-28/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'lib-needs-only-peers',
      comment: 'A user of the package has its peer dependencies, and Node.',
      severity: 'error',
      from: { path: '^lib/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional', 'undetermined'],
        dependencyTypesNot: ['npm-peer', 'npm'],
      },
    },
    {
      name: 'apps-use-the-index',
      comment: 'Apps use the library as its users do: through lib/index.ts.',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^lib/', pathNot: '^lib/index\\.ts$' },
    },
    {
      name: 'apps-stand-alone',
      comment: 'What an app needs is in apps/ or in the library.',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^(test|bench|scripts|imports)/' },
    },
    {
      name: 'no-cycle',
      comment: 'Files that import each other are one file in two: move what both need to a third.',
      severity: 'error',
      from: { path: '^(lib|apps)/' },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Type-only imports count too: a layer is about knowledge, not about loading.
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: join(__dirname, 'tsconfig.json') },
    doNotFollow: { path: 'node_modules|^imports/' },
    exclude: { path: '^test/.*/fixtures/' },
    enhancedResolveOptions: { mainFields: ['main', 'types'], exportsFields: ['exports'], conditionNames: ['require'] },
  },
};
