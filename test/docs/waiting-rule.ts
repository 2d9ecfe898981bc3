import { DiagnosticLevel, type IPolicyRule, type PolicyResource, PolicyVerdict } from 'cdk8s-tradewind';

export class OneServicePerDeployment implements IPolicyRule {
  readonly id = 'Shop.OneServicePerDeployment';
  readonly level = DiagnosticLevel.WARNING;
  readonly asks = 'a Deployment has a Service of its name';
  readonly fix = 'add the Service, or acknowledge that nobody calls it';
  readonly source = 'the naming guide';
  readonly kinds = ['Deployment'];
  check({ identity: { name, namespace } }: PolicyResource): PolicyVerdict {
    return PolicyVerdict.afterAll({
      answer: (inventory) =>
        inventory.find('Service', name, namespace)
          ? PolicyVerdict.compliant()
          : PolicyVerdict.nonCompliant({ path: 'metadata.name', value: `no Service ${name}` }),
    });
  }
}
