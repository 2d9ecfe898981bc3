import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

/** The types of `grafana-types.ts`. */
const TYPES = [
  'WholeDashboard',
  'StatOptions',
  'TableOptions',
  'TableField',
  'TimeseriesOptions',
  'TimeseriesField',
] as const;

/** `npm run import:grafana`: the JSON schemas that tests hold dashboards against, made of Grafana's own types. */
function main(): void {
  const generator = createGenerator({
    path: join(__dirname, 'grafana-types.ts'),
    tsconfig: join(__dirname, '..', 'tsconfig.json'),
    skipTypeCheck: true,
    additionalProperties: false,
    jsDoc: 'none',
    sortProps: true,
  });
  const schemas = Object.fromEntries(TYPES.map((type) => [type, generator.createSchema(type)]));
  const file = join(__dirname, '..', 'test', 'support', 'grafana-schemas.json');
  writeFileSync(file, `${JSON.stringify(schemas, null, 2)}\n`);
}

main();
