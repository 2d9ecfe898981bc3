import type { IConstruct } from 'constructs';
import { cidrProblem, isOpenRange } from '../core/cidr';
import { reportError } from '../core/diagnostic-registry';
import type { Cluster } from './cluster';

/** Reports address ranges of a cluster that the API server would refuse, or that hold every address. */
export function checkAddressRanges(scope: IConstruct, cluster: Cluster): void {
  const declared: Readonly<Record<string, readonly string[] | undefined>> = {
    apiServerCidrs: cluster.apiServerCidrs,
    nodeCidrs: cluster.nodeCidrs,
    'edge.subnetCidr': cluster.edge?.source.cidrs,
    'workloadIdentity.loginCidrs': cluster.workloadIdentity?.loginCidrs,
  };
  for (const [property, ranges] of Object.entries(declared)) {
    for (const range of ranges ?? []) {
      const problem = cidrProblem(range);
      if (problem !== undefined || isOpenRange(range)) {
        reportError(scope, {
          property: `cluster.${property}`,
          value: JSON.stringify(range),
          rule: problem ?? 'a range of half of all addresses or more closes nothing',
          fix:
            problem === undefined
              ? 'name the range of the subnet'
              : 'write the range in its canonical form, such as 10.1.0.0/16',
        });
      }
    }
  }
}
