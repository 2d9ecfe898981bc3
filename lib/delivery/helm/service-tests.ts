import { Phase } from '../../core/phase';
import type { ObjectTemplate, Variant } from './variant';
import { type Expression, TextExpression } from './expression';
import { isTemplateMapping, type Template, type TemplateMapping } from './template';

/** An object of a test, and the ids of the objects that it follows from. */
export interface ServiceTest {
  readonly object: ObjectTemplate;
  readonly sources: readonly string[];
}

/** A Service, what its pods are asked whether they are ready, and how they are selected. */
interface AskedService {
  readonly id: string;
  readonly name: Template;
  readonly namespace: Template;
  readonly selector: TemplateMapping;
  readonly port: Template;
  readonly targetPort: Template;
  readonly path: Template;
  /** The ids of the Service and of what its pods come from. */
  readonly sources: readonly string[];
}

/**
 * The tests of a variant: for each Service whose pods answer a probe over HTTP, a pod that asks the same by the name of
 * the Service, and the policies that let it through; all of them go once it has been answered.
 */
export function serviceTests(variant: Variant, image: Expression): ServiceTest[] {
  return askedServices(variant).flatMap(({ sources, ...service }) => {
    const label = { 'tradewind.dev/test-of': service.name };
    const ports: Template = [{ port: service.targetPort, protocol: 'TCP' }];
    return [
      policy(service, 'test-egress', label, {
        policyTypes: ['Egress'],
        egress: [{ to: [{ podSelector: { matchLabels: service.selector } }], ports }],
      }),
      policy(service, 'test-ingress', service.selector, {
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: { matchLabels: label } }], ports }],
      }),
      hook(service, 'test', '0', { apiVersion: 'v1', kind: 'Pod', spec: podSpec(service, image) }, label),
    ].map((object) => ({ object, sources }));
  });
}

function askedServices({ objects }: Variant): AskedService[] {
  const all = [...objects.values()];
  const pods = all.flatMap(({ id, manifest }) => {
    const spec = fields(manifest.spec);
    return 'selector' in spec && 'template' in spec ? [{ id, template: fields(spec.template) }] : [];
  });
  return all.flatMap(({ id, manifest }) => {
    const { selector, ports, type, clusterIP } = fields(manifest.spec);
    if (manifest.kind !== 'Service' || type !== 'ClusterIP' || clusterIP === 'None') {
      return [];
    }
    const behind = pods.find(({ template }) => selects(fields(selector), fields(fields(template.metadata).labels)));
    const asked = behind && httpProbe(fields(behind.template.spec), items(ports));
    const { name, namespace } = fields(manifest.metadata);
    return asked ? [{ id, name, namespace, selector: fields(selector), ...asked, sources: [id, behind.id] }] : [];
  });
}

function httpProbe(
  { containers, initContainers }: TemplateMapping,
  servicePorts: readonly TemplateMapping[],
): Pick<AskedService, 'port' | 'targetPort' | 'path'> | undefined {
  const sidecars = items(initContainers).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const { readinessProbe, ports } of [...items(containers), ...sidecars]) {
    const { path, port, scheme } = fields(fields(readinessProbe).httpGet);
    const asked = items(ports).find(({ name, containerPort }) => alike(name, port) || alike(containerPort, port));
    const front = servicePorts.find(
      ({ targetPort }) => asked && Object.values(asked).some((each) => alike(each, targetPort)),
    );
    if (asked && front && path !== undefined && scheme !== 'HTTPS') {
      return { path, port: front.port, targetPort: asked.containerPort };
    }
  }
  return undefined;
}

/** As hardened as everything else, and as short-lived as its question. */
function podSpec({ name, port, path }: Omit<AskedService, 'sources'>, image: Expression): TemplateMapping {
  return {
    activeDeadlineSeconds: 60,
    automountServiceAccountToken: false,
    containers: [
      {
        name: 'ask',
        image,
        command: ['wget', '-q', '-T', '5', '-O', '-', joined('http://', name, ':', port, path)],
        resources: { limits: { cpu: '100m', memory: '32Mi' }, requests: { cpu: '10m', memory: '16Mi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
        },
      },
    ],
    enableServiceLinks: false,
    restartPolicy: 'Never',
    securityContext: {
      runAsGroup: 65_532,
      runAsNonRoot: true,
      runAsUser: 65_532,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}

function policy(
  service: Omit<AskedService, 'sources'>,
  suffix: string,
  selected: TemplateMapping,
  spec: TemplateMapping,
): ObjectTemplate {
  const manifest = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };
  return hook(service, suffix, '-1', { ...manifest, spec: { podSelector: { matchLabels: selected }, ...spec } }, {});
}

function hook(
  { id, name, namespace }: Omit<AskedService, 'sources'>,
  suffix: string,
  weight: string,
  { apiVersion, kind, ...content }: TemplateMapping,
  labels: TemplateMapping,
): ObjectTemplate {
  const annotations = {
    'helm.sh/hook': 'test',
    'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    'helm.sh/hook-weight': weight,
  };
  const metadata = {
    name: joined(name, `-${suffix}`),
    namespace,
    annotations,
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
  };
  const manifest = { apiVersion, kind, metadata, ...content };
  return { id: `${id}-${suffix}`, phase: Phase.AFTER, step: 0, manifest, contentNameBase: undefined };
}

function joined(...parts: Template[]): Template {
  const known = parts.filter((part) => part !== undefined).map((part) => (isExpression(part) ? part : String(part)));
  return known.every((part) => typeof part === 'string') ? known.join('') : new TextExpression(known);
}

function isExpression(part: Template): part is Expression {
  return typeof part === 'object' && part !== null && 'evaluate' in part;
}

function selects(selector: TemplateMapping, labels: TemplateMapping): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => alike(labels[key], value));
}

function alike(a: Template | undefined, b: Template | undefined): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

function fields(template: Template | undefined): TemplateMapping {
  return template !== undefined && isTemplateMapping(template) ? template : {};
}

function items(template: Template | undefined): TemplateMapping[] {
  return Array.isArray(template) ? template.filter(isTemplateMapping) : [];
}
