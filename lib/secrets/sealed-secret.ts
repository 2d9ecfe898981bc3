import type { SealedSecretSpec } from '../../imports/bitnami.com';
import { standaloneLabels } from '../core/labels';
import type { Wire } from '../core/wire';
import type { SealedBundle } from './sealed-bundle';

/** What the controller of Sealed Secrets is told of a bundle: the ciphertext, and how the Secret looks around it. */
export function sealedSecret(secretName: string, bundle: SealedBundle): Wire<SealedSecretSpec> {
  const { encryptedData, scopeAnnotations, secretType, immutable } = bundle;
  return {
    encryptedData: { ...encryptedData },
    template: {
      type: secretType,
      immutable,
      metadata: {
        labels: standaloneLabels(secretName),
        annotations: Object.keys(scopeAnnotations).length > 0 ? { ...scopeAnnotations } : undefined,
      },
    },
  };
}
