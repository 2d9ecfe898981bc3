import {
  Cluster,
  Controller,
  Diagnostics,
  DisruptionBudget,
  NamespaceChart,
  PersistentClaim,
  Scaling,
  System,
  Workload,
} from '../../../lib';
import { analyse } from '../../../lib/delivery/helm/analysis';
import { evaluate } from '../../../lib/delivery/helm/template';
import { validateTemplate } from '../../../lib/delivery/helm/validate-template';
import { dotted, withValue } from '../../../lib/delivery/helm/values-path';
import { IMAGE } from '../../support/workload';
import { oneThing, type Settings, tinySystem } from '../../support/tiny-system';

function found(system: Parameters<typeof analyse>[0]) {
  const { knobs, switches, refusals, openMaps, variants } = analyse(system);
  return {
    knobs: knobs.map(({ path }) => dotted(path)),
    switches: switches.map(({ path, choices }) => [dotted(path), ...choices]),
    refused: Object.fromEntries(refusals.map(({ path, reason }) => [dotted(path), reason])),
    open: openMaps.map(({ path }) => dotted(path)),
    variants: variants.length,
  };
}

const NOTHING = { knobs: [], switches: [], refused: {}, open: [], variants: 1 };

describe('a knob', () => {
  test.each<[what: string, settings: Settings, content: (settings: Settings) => object]>([
    ['the whole of a field', { size: '1Gi' }, ({ size }) => ({ size })],
    ['a part of a text', { host: 'a.example' }, ({ host }) => ({ url: `https://${host}/path` })],
    ['a number', { pods: 3 }, ({ pods }) => ({ pods })],
    ['a number in a text', { pods: 3 }, ({ pods }) => ({ text: `at most ${pods} pods` })],
    ['so many times a number and more', { pods: 3 }, ({ pods }) => ({ seconds: pods * 60 + 5 })],
    ['a formula in a text', { pods: 3 }, ({ pods }) => ({ expression: `waiting > ${pods * 50} for 5m` })],
    ['a fraction', { ratio: 0.5 }, ({ ratio }) => ({ ratio })],
  ])('is what %s follows from', (_what, settings, content) => {
    const system = oneThing({ prod: settings }, (given) => ({ spec: content(given) }));
    expect(found(system)).toEqual({ ...NOTHING, knobs: Object.keys(settings) });
    const [{ objects }] = analyse(system).variants;
    const [[key, value]] = Object.entries(settings);
    const other = typeof value === 'number' ? value * 7 : '9.example';
    const values = withValue({ registry: '', versions: {}, ...settings }, [key], other);
    expect(evaluate(objects.get('chart/thing')?.manifest ?? null, values)).toMatchObject({
      spec: content({ [key]: other }),
    });
  });

  test('of several each is found in one text', () => {
    const settings = { user: 'shop', host: 'a.example', port: 5432 };
    const system = oneThing({ prod: settings }, ({ user, host, port }) => ({
      url: `pg://${user}@${host}:${port}/${user}`,
    }));
    expect(found(system)).toEqual({ ...NOTHING, knobs: ['user', 'host', 'port'] });
  });

  test('is a place in a list', () => {
    const system = oneThing({ prod: { hosts: ['a.example', 'b.example'] } }, ({ hosts }) => ({ hosts }));
    expect(found(system)).toEqual({ ...NOTHING, knobs: ['hosts[0]', 'hosts[1]'] });
  });

  test('set in one environment alone is one there', () => {
    const system = oneThing({ dev: {}, prod: { host: 'a.example' } }, ({ host = 'nowhere' }) => ({ host }));
    expect(found(system)).toEqual({ ...NOTHING, knobs: ['host'], variants: 2 });
  });

  test('two numbers that grow alike are told apart', () => {
    const system = oneThing({ dev: { min: 1, max: 2 } }, ({ min, max }) => ({ min, max, most: max * 2 + 1 }));
    const [{ objects }] = analyse(system).variants;
    const values = { registry: '', versions: {}, min: 1, max: 9 };
    expect(evaluate(objects.get('chart/thing')?.manifest ?? null, values)).toMatchObject({ min: 1, max: 9, most: 19 });
  });
});

describe('what is refused, with its reason', () => {
  const MORE = 'follows by more than substitution, and no formula is declared for it';

  test.each<[what: string, settings: Settings, content: (settings: Settings) => object, reason: string]>([
    ['a square', { side: 3 }, ({ side }) => ({ area: side * side }), `spec.area of Thing thing ${MORE}`],
    [
      'another way to write it',
      { name: 'abc' },
      ({ name }) => ({ name: name.toUpperCase() }),
      `spec.name of Thing thing ${MORE}`,
    ],
    [
      'a list of its length',
      { pods: 2 },
      ({ pods }) => ({ list: Array(Number(pods)).fill('x') }),
      'what is in spec.list of Thing thing comes and goes with it',
    ],
    [
      'a field above a threshold',
      { pods: 2 },
      ({ pods }) => (pods > 5 ? { large: true } : {}),
      'what is in spec of Thing thing comes and goes with it',
    ],
    ['nothing', { unused: 'x' }, () => ({}), 'nothing follows from it'],
    ['what is no data', { when: new Date(0) }, () => ({}), 'it is neither text nor a number'],
  ])('%s', (_what, settings, content, reason) => {
    const system = oneThing({ prod: settings }, (given) => ({ spec: content(given) }));
    expect(found(system)).toEqual({ ...NOTHING, refused: { [Object.keys(settings)[0]]: reason } });
  });

  test('a number from which objects are made', () => {
    const system = tinySystem({ prod: { count: 1 } }, ({ count }) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`thing-${index}`, {}])),
    );
    expect(found(system).refused).toEqual({ count: 'Thing thing-1 comes and goes with it' });
  });

  test('only the one behind it, not what stands beside it', () => {
    const system = oneThing({ prod: { host: 'a.example', side: 3 } }, ({ host, side }) => ({
      text: `${host} has ${side * side} squares`,
    }));
    expect(found(system)).toMatchObject({
      knobs: ['host'],
      refused: { side: expect.stringContaining('text of Thing') },
    });
  });

  test('in one environment, and not in another', () => {
    const content = ({ replicas }: Settings) => ({ spec: { replicas, ...(replicas > 1 ? { spread: true } : {}) } });
    const { knobs } = analyse(oneThing({ dev: { replicas: 1 }, prod: { replicas: 3 } }, content));
    expect(knobs).toMatchObject([
      { fixedIn: { dev: 'what is in spec of Thing thing comes and goes with it' }, minimums: { prod: 2 } },
    ]);
  });

  test('what makes the composition throw', () => {
    const system = oneThing({ prod: { mode: 'fast' } }, ({ mode }) => {
      if (mode !== 'fast') {
        throw new Error(`no mode ${mode}`);
      }
      return { fast: true };
    });
    expect(found(system).refused.mode).toMatch(/^synthesis fails: no mode kx\d+q$/);
  });
});

describe('a switch', () => {
  test('is a flag with which objects and fields come and go', () => {
    const system = tinySystem({ prod: { cache: { enabled: false } } }, ({ cache }) => ({
      thing: { cached: String(cache.enabled) },
      ...(cache.enabled ? { cache: {} } : {}),
    }));
    expect(found(system)).toEqual({ ...NOTHING, switches: [['cache.enabled', true, false]], variants: 2 });
  });

  test('is a word of which each environment has another, where more follows', () => {
    const content = ({ mode }: Settings) => (mode === 'live' ? { spec: { live: true } } : { spec: { paper: mode } });
    const system = oneThing({ dev: { mode: 'paper' }, prod: { mode: 'live' } }, content);
    expect(found(system)).toEqual({ ...NOTHING, switches: [['mode', 'paper', 'live']], variants: 4 });
  });

  test('is none where synth refuses the other choice', () => {
    const system = tinySystem({ prod: { insecure: false } }, ({ insecure }, environment) => {
      if (insecure) {
        Diagnostics.of(environment).addError({
          property: 'insecure',
          rule: 'it is not safe',
          fix: 'do not',
        });
      }
      return { thing: { insecure } };
    });
    expect(found(system).refused.insecure).toMatch(/it is not safe$/);
  });
});

describe('an open mapping', () => {
  test('is text that goes to the output under its own names', () => {
    const system = oneThing({ prod: { variables: { A: '1' } } }, ({ variables }) => ({
      data: { OWN: 'x', ...variables },
    }));
    expect(found(system)).toEqual({ ...NOTHING, open: ['variables'] });
    expect(analyse(system).openMaps[0].taken).toEqual(['OWN']);
  });

  test('is told apart from another one', () => {
    const settings = { red: { A: '1' }, blue: { A: '1' } };
    const system = tinySystem({ prod: settings }, ({ red, blue }) => ({
      red: { data: { OWN: 'x', ...red } },
      blue: { data: { OWN: 'x', ...blue } },
    }));
    const { openMaps, variants } = analyse(system);
    expect(openMaps.map(({ path }) => dotted(path))).toEqual(['red', 'blue']);
    const values = { registry: '', versions: {}, red: { B: '2' }, blue: { C: '3' } };
    expect(evaluate(variants[0].objects.get('chart/blue')?.manifest ?? null, values)).toMatchObject({
      data: { OWN: 'x', C: '3' },
    });
  });

  test.each<[string, (settings: Settings) => object]>([
    ['where an empty one would leave nothing', ({ variables }) => ({ data: variables })],
    [
      'where more follows',
      ({ variables }) => ({ data: { OWN: 'x', ...variables }, count: Object.keys(variables as object).length }),
    ],
  ])('is none %s', (_where, content) => {
    expect(found(oneThing({ prod: { variables: { A: '1' } } }, (given) => ({ ...content(given) }))).open).toEqual([]);
  });
});

describe('bounds', () => {
  test('the smallest number is the smallest that synth takes', () => {
    const system = tinySystem({ prod: { pods: 3 } }, ({ pods }, environment) => {
      if (pods < 1) {
        Diagnostics.of(environment).addError({ property: 'pods', rule: 'at least one', fix: 'raise' });
      }
      return { thing: { pods } };
    });
    expect(analyse(system).knobs).toMatchObject([{ minimums: { prod: 1 } }]);
  });

  test('the largest number of pods is that of an environment in which one more is refused', () => {
    const system = tinySystem({ dev: { pods: 1 }, prod: { pods: 3 } }, ({ pods }, environment) => {
      if (pods > 1 && environment.name === 'dev') {
        Diagnostics.of(environment).addError({ property: 'pods', rule: 'one node', fix: 'lower' });
      }
      return { thing: { spec: { replicas: pods } } };
    });
    expect(analyse(system).knobs).toMatchObject([{ maximums: { dev: { most: 1, reason: 'dev  pods: one node' } } }]);
  });

  test.each<[string, (chart: NamespaceChart, pods: number) => void]>([
    [
      'the pods of a workload that mounts a claim of one node',
      (chart, replicas) => {
        const claim = new PersistentClaim(chart, 'data', { size: '1Gi' });
        new Workload(chart, 'bot', {
          image: IMAGE,
          controller: Controller.recreate(),
          disruptions: DisruptionBudget.maxUnavailable('1'),
          volumes: { '/data': claim.volume('data') },
          replicas,
        });
      },
    ],
    [
      'an autoscaler of a workload that mounts a claim of one node',
      (chart, max) => {
        const claim = new PersistentClaim(chart, 'data', { size: '1Gi' });
        new Workload(chart, 'bot', {
          image: IMAGE,
          controller: Controller.recreate(),
          volumes: { '/data': claim.volume('data') },
          scaling: Scaling.pods({ min: 1, max }).onCpu(70),
        });
      },
    ],
    [
      'a single pod',
      (chart, replicas) =>
        void new Workload(chart, 'bot', {
          image: IMAGE,
          controller: Controller.singlePod(),
          disruptions: DisruptionBudget.maxUnavailable('1'),
          replicas,
        }),
    ],
  ])('who installs a chart cannot raise %s', (_what, build) => {
    const system = new System({
      name: 'tiny',
      environments: { prod: { cluster: Cluster.generic(), settings: { pods: 1 } } },
      composition: {
        compose: (environment, { pods }) => build(new NamespaceChart(environment, 'shop'), pods as number),
      },
    });
    const analysis = analyse(system);
    expect(analysis.knobs).toMatchObject([{ path: ['pods'], maximums: { prod: { most: 1 } } }]);
    expect(validateTemplate('tiny.validate', analysis)).toContain(
      'and (eq .Values.environment "prod") (gt (int64 .Values.pods) 1) }}{{ fail (printf "\\n✗ pods is %v: in prod it is at most 1, because prod/shop/bot  ',
    );
  });

  test('text that would be escaped is not taken', () => {
    const system = oneThing({ prod: { plain: 'a', inside: 'b' } }, ({ plain, inside }) => ({
      plain,
      json: JSON.stringify({ inside }),
    }));
    expect(analyse(system).knobs.map(({ shape }) => shape.schema.pattern)).toEqual([
      '^[^\\x00-\\x1f\\x7f]+$',
      '^[A-Za-z0-9._~:/?@!()*+,;=-]+$',
    ]);
  });

  test('numbers that bound each other are found by where they stand', () => {
    const system = oneThing({ prod: { low: 2, high: 5 } }, ({ low, high }) => ({
      spec: { minReplicas: low, maxReplicas: high },
    }));
    expect(analyse(system).relations).toEqual([{ least: ['low'], most: ['high'], quantities: false, strict: false }]);
  });
});
