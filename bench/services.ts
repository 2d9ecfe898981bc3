import { App, Chart, Names } from 'cdk8s';
import { Construct } from 'constructs';
import type { MeasuredService } from './programs/program';

/** Services by number; the address is the one that cdk8s-plus gives to the construct `deployment` of their chart. */
export function measuredServices(count: number): MeasuredService[] {
  const app = new App();
  return Array.from({ length: count }, (_, index) => {
    const name = `service-${index}`;
    return { name, address: Names.toLabelValue(new Construct(new Chart(app, name), 'deployment')) };
  });
}
