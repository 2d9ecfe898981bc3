import fc from 'fast-check';
import { ScalerAuthentication, ScalingTrigger } from '../../lib';
import { SCALER_SCHEMA } from '../../lib/scaling/keda-schema';
import { kindOfParameter } from '../../lib/scaling/parameter-kinds';
import { type Scaler, scalerOf, scalerTypes } from '../../lib/scaling/scaler-schema';
import { key } from '../support/event-source';
import { problems } from '../support/findings';
import { scaledBy } from '../support/worker';

const AT = 'test/shop/worker  scaling.triggers[0]';
const custom = (scaler: string, parameters: Record<string, string>, authentication?: ScalerAuthentication) =>
  scaledBy(() => ScalingTrigger.custom(scaler, { parameters, authentication }));

describe('as the schema says, whatever the scaler', () => {
  /** Parameters that are enough for a scaler, each with a value of its kind. */
  function enough(scaler: Scaler): {
    parameters: Record<string, string>;
    credentials: Record<string, ReturnType<typeof key>>;
  } {
    const wanted = new Set([...scaler.parameters.values()].filter(({ required }) => required).map(({ name }) => name));
    const unwanted = new Set<string>();
    for (const { oneOf, identity } of scaler.requirements) {
      if (identity !== true) {
        for (const term of oneOf[0].split(' ')) {
          (term.startsWith('-') ? unwanted : wanted).add(term.replace(/^-/, '').split('|')[0]);
        }
      }
    }
    const parameters: Record<string, string> = {};
    const credentials: Record<string, ReturnType<typeof key>> = {};
    for (const name of wanted) {
      const parameter = scaler.parameters.get(name);
      const isSecret = /password|secret|token|key|connection/i.test(name) && parameter?.inAuthentication;
      if (parameter?.inMetadata && !isSecret) {
        parameters[name] = parameter.values[0] ?? valueFor(scaler.type, name);
      } else {
        credentials[name] = key(name);
      }
    }
    return { parameters, credentials };
  }

  function valueFor(type: string, name: string): string {
    return kindOfParameter(type, name)?.matches('1') === false ? '30s' : type === 'cron' ? CRON[name] : '1';
  }

  const CRON: Record<string, string> = { start: '0 8 * * *', end: '0 9 * * *', timezone: 'UTC', desiredReplicas: '2' };
  const scalers = scalerTypes()
    .filter((type) => !['cpu', 'memory', 'redis-streams'].includes(type))
    .map((type) => [type, scalerOf(type) as Scaler] as const);
  const of = (scaler: Scaler, parameters: Record<string, string>) => {
    const { credentials } = enough(scaler);
    return problems(custom(scaler.type, parameters, ScalerAuthentication.credentials(credentials)));
  };

  test.each(scalers)('%s is sound with what it requires', (_type, scaler) => {
    expect(of(scaler, enough(scaler).parameters)).toEqual([]);
  });

  test.each(scalers)('%s is unsound without any of it', (_type, scaler) => {
    for (const name of [...scaler.parameters.values()].filter(({ required }) => required).map(({ name }) => name)) {
      const { parameters, credentials } = enough(scaler);
      delete parameters[name];
      delete credentials[name];
      const found = problems(custom(scaler.type, parameters, ScalerAuthentication.credentials(credentials)));
      expect(found.map(([at]) => at)).toContain(`${AT}.${name}`);
    }
  });

  test('a parameter is taken exactly where the schema says so', () => {
    const all = scalers.flatMap(([, scaler]) =>
      [...scaler.parameters.values()].map((parameter) => ({ scaler, parameter })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...all), ({ scaler, parameter }) => {
        const { parameters } = enough(scaler);
        const value = parameter.values[0] ?? valueFor(scaler.type, parameter.name);
        const name = parameter.name.replace('*', 'A');
        const found = of(scaler, { ...parameters, [name]: value }).filter(([at]) => at === `${AT}.${name}`);
        const literal = found.some((lines) => lines.some((line) => line.includes('written out')));
        expect(found.length > 0 && !literal).toBe((!parameter.inMetadata || parameter.gone) && !literal);
      }),
      { numRuns: 300 },
    );
  });

  test('no other parameter is taken', () => {
    const closed = scalers.filter(([, { open }]) => !open);
    fc.assert(
      fc.property(fc.constantFrom(...closed), fc.stringMatching(/^[a-z]{3,12}$/), ([, scaler], name) => {
        fc.pre(!scaler.parameters.has(name));
        const found = of(scaler, { ...enough(scaler).parameters, [name]: '1' });
        expect(found.map(([at]) => at)).toContain(`${AT}.${name}`);
      }),
    );
  });

  test('a type is taken exactly if it is in the schema', () => {
    const types = new Set(
      SCALER_SCHEMA.trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z-]{2,15}$/), (type) => {
        const found = problems(custom(type, {})).map(([at]) => at);
        expect(found.includes(`${AT}.type`)).toBe(!types.has(type));
      }),
    );
  });
});
