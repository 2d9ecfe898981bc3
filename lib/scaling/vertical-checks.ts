import type { Construct, IConstruct } from 'constructs';
import { namespaceOf } from '../core/define-object';
import { clusterIdentityOf } from '../core/cluster-identity';
import { reportError } from '../core/diagnostic-registry';
import { parseQuantity } from '../core/quantity';
import { RootState } from '../core/root-state';
import type { IScaleTarget } from '../contracts/scale-target';
import { Cluster } from '../environment/cluster';
import { ownerOf } from './resource-owners';
import { RESOURCES } from './vertical-resources';
import type { VerticalScaling } from './vertical-scaling';

const PROPERTY = 'verticalScaling';
const claims = new RootState(() => new Map<string, string>());

/** Reports what has no effect, what would be refused, and what another autoscaler undoes. */
export function checkVerticalScaling(
  autoscaler: Construct,
  author: IConstruct,
  target: IScaleTarget,
  scaling: VerticalScaling,
): void {
  if (scaling.isActive && !Cluster.of(author).verticalPodAutoscaler) {
    reportError(author, {
      property: PROPERTY,
      value: `mode ${scaling.mode}`,
      rule: 'the cluster declares no VerticalPodAutoscaler: nobody would change the requests',
      fix: 'declare it on the cluster, verticalPodAutoscaler: true; or use VerticalScaling.recommendOnly()',
    });
  }
  if (scaling.isActive && scaling._resources.length === 0) {
    reportError(author, {
      property: PROPERTY,
      value: `mode ${scaling.mode}, for no resource`,
      rule: 'it changes what it is told to, and is told nothing',
      fix: "say what it changes: VerticalScaling.recreate({ memory: { min: '128Mi', max: '2Gi' } })",
    });
  }
  checkBounds(author, target, scaling);
  checkOwners(autoscaler, author, target, scaling);
  checkAlone(autoscaler, author, target);
}

function checkBounds(author: IConstruct, target: IScaleTarget, scaling: VerticalScaling): void {
  const known = Object.keys(target.containerRequests ?? {});
  for (const [container, bounds] of scaling._containers(known[0] ?? '*')) {
    const own = container === (known[0] ?? '*');
    const path = own ? PROPERTY : `${PROPERTY}.containers.${container}`;
    if (!own && known.length > 0 && !known.includes(container)) {
      reportError(author, {
        property: path,
        value: JSON.stringify(container),
        rule: 'the pods have no such container',
        fix: `name one of: ${known.join(', ')}`,
      });
    }
    for (const resource of RESOURCES) {
      const given = bounds[resource];
      if (given) {
        checkAmounts(author, `${path}.${resource}`, given, scaling.isActive);
      }
    }
  }
}

function checkAmounts(
  author: IConstruct,
  property: string,
  { min, max }: { readonly min?: string; readonly max?: string },
  isActive: boolean,
): void {
  for (const [side, text] of [
    ['min', min],
    ['max', max],
  ] as const) {
    const amount = text === undefined ? 1 : parseQuantity(text);
    if (amount === undefined || amount <= 0) {
      reportError(author, {
        property: `${property}.${side}`,
        value: JSON.stringify(text),
        rule: 'it is no amount above 0 in the words of Kubernetes',
        fix: "write cores as '250m' or '2', bytes as '128Mi' or '1Gi'",
      });
    }
  }
  const least = parseQuantity(min ?? '');
  const most = parseQuantity(max ?? '');
  if (least !== undefined && most !== undefined && most < least) {
    reportError(author, {
      property: `${property}.max`,
      value: `${max}, with a minimum of ${min}`,
      rule: 'between these there is no amount',
      fix: `raise max to at least ${min}, or lower min`,
    });
  }
  if (isActive && max === undefined) {
    reportError(author, {
      property: `${property}.max`,
      value: 'nothing',
      rule: 'what grows by itself needs an end: the quota of the namespace counts it, and a pod above every node is never placed',
      fix: "give the most that a container may take, such as '2Gi'",
    });
  }
}

function checkOwners(autoscaler: Construct, author: IConstruct, target: IScaleTarget, scaling: VerticalScaling): void {
  for (const resource of scaling._resources) {
    const owner = ownerOf(autoscaler, target, resource);
    if (owner) {
      reportError(author, {
        property: `${PROPERTY}.${resource}`,
        value: `mode ${scaling.mode} on the ${resource} of ${target.kind} ${target.name}, which ${owner.what} follows (${owner.path})`,
        rule: 'the one changes the request by which the other divides: they drive each other without an end',
        fix: `leave ${resource} to one of them: take it out of verticalScaling or out of scaling; or use VerticalScaling.recommendOnly()`,
      });
    }
  }
}

function checkAlone(autoscaler: Construct, author: IConstruct, target: IScaleTarget): void {
  const place = [clusterIdentityOf(autoscaler), namespaceOf(autoscaler) ?? '', target.kind, target.name].join('\n');
  const first = claims.of(autoscaler).get(place);
  claims.of(autoscaler).set(place, first ?? autoscaler.node.path);
  if (first !== undefined) {
    reportError(author, {
      property: PROPERTY,
      value: `a second one for ${target.kind} ${target.name} (the first is ${first})`,
      rule: 'of two VerticalPodAutoscalers of one target the older decides, and the other does nothing',
      fix: 'keep one of them',
    });
  }
}
