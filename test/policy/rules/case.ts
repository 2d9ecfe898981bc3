import type { Untyped } from '../../rendered/manifest';
import type { Objects } from '../support/system';

/** A rule, what is wrong, how it gets wrong, and what is found: object, path, value. */
export type Case = [
  id: string,
  what: string,
  change: (objects: Objects, all: Untyped[]) => void,
  expected: [object: string, path: string, value: string | undefined][],
];

/** The pods of the API. */
export const POD = 'spec.template.spec';

/** Its container. */
export const APP = `${POD}.containers[app]`;

/** The Deployment that most cases are about. */
export const API = 'Deployment api';

/** A change of its pods. */
export const pod =
  (change: (spec: Untyped) => void) =>
  ({ Deployment }: Objects): void =>
    change(Deployment.api.spec.template.spec);

/** A change of its container. */
export const container = (change: (spec: Untyped) => void): ((objects: Objects) => void) =>
  pod(({ containers }) => change(containers[0]));
