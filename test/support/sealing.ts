import {
  constants,
  createCipheriv,
  createDecipheriv,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';

/** The key of a controller of Sealed Secrets. */
export const SEALING_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A value is sealed under a session key that is used once. */
const NONCE = Buffer.alloc(12);
const TAG_BYTES = 16;

function oaep(label: string) {
  return { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel: Buffer.from(label) };
}

/** Encrypts a value as `kubeseal` does: the session key by RSA-OAEP under the label, the value by AES-GCM. */
export function seal(value: string, label: string, key = SEALING_KEY): string {
  const sessionKey = randomBytes(32);
  const encryptedKey = publicEncrypt({ key: key.publicKey, ...oaep(label) }, sessionKey);
  const cipher = createCipheriv('aes-256-gcm', sessionKey, NONCE);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(encryptedKey.length);
  return Buffer.concat([
    length,
    encryptedKey,
    cipher.update(value, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]).toString('base64');
}

/** Decrypts a value as the controller does; throws under another label, and for what was changed. */
export function unseal(text: string, label: string, key = SEALING_KEY): string {
  const bytes = Buffer.from(text, 'base64');
  const end = 2 + bytes.readUInt16BE(0);
  const sessionKey = privateDecrypt({ key: key.privateKey, ...oaep(label) }, bytes.subarray(2, end));
  const decipher = createDecipheriv('aes-256-gcm', sessionKey, NONCE);
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(end, -TAG_BYTES)), decipher.final()]).toString('utf8');
}

/** What `kubeseal` writes for a Secret, in the scope `strict` unless another is asked for. */
export function sealedManifest(
  namespace: string,
  name: string,
  values: Readonly<Record<string, string>>,
  scope: 'strict' | 'namespace-wide' | 'cluster-wide' = 'strict',
) {
  const label = { strict: `${namespace}/${name}`, 'namespace-wide': namespace, 'cluster-wide': '' }[scope];
  const annotations = scope === 'strict' ? {} : { annotations: { [`sealedsecrets.bitnami.com/${scope}`]: 'true' } };
  const metadata = { name, namespace, creationTimestamp: null, ...annotations };
  const encryptedData = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, seal(value, label)]));
  return {
    kind: 'SealedSecret',
    apiVersion: 'bitnami.com/v1alpha1',
    metadata,
    spec: { template: { metadata }, encryptedData } as Record<string, unknown>,
  };
}
