/** An RSA key of 2048 bits has a ciphertext of 256 bytes; nobody makes keys of more than 16384 bits. */
const SHORTEST_SESSION_KEY = 256;
const LONGEST_SESSION_KEY = 2048;

/** The authentication tag that AES-GCM puts behind what it encrypts. */
const TAG_BYTES = 16;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Why a text is no ciphertext of `kubeseal`; undefined where it may be one. A ciphertext is base64 of the length of the
 * encrypted session key in two bytes, that key, and what AES-GCM made of the value with its tag behind. Whether it
 * opens, and under which name, only the controller's private key can tell.
 */
export function ciphertextProblem(text: unknown): string | undefined {
  if (typeof text !== 'string') {
    return 'no text';
  }
  if (text === '' || !BASE64.test(text)) {
    return 'no base64';
  }
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) {
    return 'base64 with stray bits at its end';
  }
  const sessionKey = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (sessionKey < SHORTEST_SESSION_KEY || sessionKey > LONGEST_SESSION_KEY) {
    return 'base64 of something that does not begin with an encrypted session key';
  }
  const payload = bytes.length - 2 - sessionKey - TAG_BYTES;
  if (payload < 0) {
    return 'a ciphertext that is cut off';
  }
  return payload === 0 ? 'the ciphertext of an empty value' : undefined;
}
