import { DiagnosticLevel, type IPolicyRule, PolicyPack, type PolicyResource, PolicyVerdict } from 'cdk8s-tradewind';

class TeamLabel implements IPolicyRule {
  readonly id = 'Shop.TeamLabel';
  readonly level = DiagnosticLevel.ERROR;
  readonly asks = 'every Deployment names the team that answers for it';
  readonly fix = "give the workload labels: { team: '…' }";
  readonly source = 'the on-call handbook, page 1';
  readonly kinds = ['Deployment'];
  check({ identity }: PolicyResource): PolicyVerdict {
    return identity.labels.team ? PolicyVerdict.compliant() : PolicyVerdict.nonCompliant({ path: 'metadata.labels' });
  }
}

export const SHOP = PolicyPack.of('Shop', { rules: [new TeamLabel()] });
