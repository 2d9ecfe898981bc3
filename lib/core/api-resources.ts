/** The words of the API that RBAC knows, as they stand in rules. */
export const API_VERBS: ReadonlySet<string> = new Set([
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'approve',
  'attest',
  'bind',
  'escalate',
  'impersonate',
  'sign',
  'use',
]);

/**
 * The resources of the built-in groups, with their parts: `pods/log`. Those behind `|` live in no namespace. Groups
 * that change with each release are left out: whatever they are asked for is taken.
 */
const RESOURCES: Readonly<Record<string, string>> = {
  '':
    'bindings configmaps endpoints events limitranges persistentvolumeclaims persistentvolumeclaims/status pods ' +
    'pods/attach pods/binding pods/ephemeralcontainers pods/eviction pods/exec pods/log pods/portforward pods/proxy ' +
    'pods/resize pods/status podtemplates replicationcontrollers replicationcontrollers/scale ' +
    'replicationcontrollers/status resourcequotas resourcequotas/status secrets serviceaccounts serviceaccounts/token ' +
    'services services/proxy services/status | componentstatuses groups namespaces namespaces/finalize ' +
    'namespaces/status nodes nodes/checkpoint nodes/configz nodes/healthz nodes/log nodes/metrics nodes/pods ' +
    'nodes/proxy nodes/spec nodes/stats nodes/status persistentvolumes persistentvolumes/status users',
  'admissionregistration.k8s.io':
    '| mutatingadmissionpolicies mutatingadmissionpolicybindings mutatingwebhookconfigurations ' +
    'validatingadmissionpolicies validatingadmissionpolicies/status validatingadmissionpolicybindings ' +
    'validatingwebhookconfigurations',
  'apiextensions.k8s.io': '| customresourcedefinitions customresourcedefinitions/status',
  'apiregistration.k8s.io': '| apiservices apiservices/status',
  apps:
    'controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets ' +
    'replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status',
  'authentication.k8s.io': '| selfsubjectreviews tokenreviews uids userextras',
  'authorization.k8s.io':
    'localsubjectaccessreviews | selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews',
  autoscaling: 'horizontalpodautoscalers horizontalpodautoscalers/status',
  batch: 'cronjobs cronjobs/status jobs jobs/status',
  'certificates.k8s.io':
    'podcertificaterequests podcertificaterequests/status | certificatesigningrequests ' +
    'certificatesigningrequests/approval certificatesigningrequests/status clustertrustbundles signers',
  'coordination.k8s.io': 'leasecandidates leases',
  'discovery.k8s.io': 'endpointslices',
  'events.k8s.io': 'events',
  'flowcontrol.apiserver.k8s.io':
    '| flowschemas flowschemas/status prioritylevelconfigurations prioritylevelconfigurations/status',
  'networking.k8s.io':
    'ingresses ingresses/status networkpolicies | ingressclasses ipaddresses servicecidrs servicecidrs/status',
  'node.k8s.io': '| runtimeclasses',
  policy: 'poddisruptionbudgets poddisruptionbudgets/status',
  'rbac.authorization.k8s.io': 'rolebindings roles | clusterrolebindings clusterroles',
  'scheduling.k8s.io': '| priorityclasses',
  'storage.k8s.io':
    'csistoragecapacities | csidrivers csinodes storageclasses volumeattachments volumeattachments/status ' +
    'volumeattributesclasses',
};

/** The resources of an API group; undefined where they are not known, as those of CustomResourceDefinitions. */
export function resourcesOf(group: string): readonly string[] | undefined {
  return Object.hasOwn(RESOURCES, group) ? words(RESOURCES[group]) : undefined;
}

/** Whether objects of a built-in resource live in no namespace. */
export function isClusterWide(group: string, resource: string): boolean {
  const [, clusterWide = ''] = (Object.hasOwn(RESOURCES, group) ? RESOURCES[group] : '').split('|');
  return words(clusterWide).includes(resource.split('/')[0]);
}

/** The first built-in group that has a resource of this name. */
export function groupWith(resource: string): string | undefined {
  return Object.keys(RESOURCES).find((group) => words(RESOURCES[group]).includes(resource));
}

function words(text: string): string[] {
  return text.split(/[ |]+/).filter((word) => word !== '');
}
