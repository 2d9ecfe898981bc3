import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';

/** The construct that findings about a part are for: who holds it, unless it stands alone in a chart. */
export function authorOf(part: Construct): IConstruct {
  const holder = part.node.scope;
  return holder && !Chart.isChart(holder) ? holder : part;
}
