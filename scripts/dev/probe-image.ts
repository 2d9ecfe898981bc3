/** It has a program that connects and says how it went; `connect` says TIMEOUT where nothing answers. */
export const PROBE_IMAGE = 'registry.k8s.io/e2e-test-images/agnhost:2.53';
