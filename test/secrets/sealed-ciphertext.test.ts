import { generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import { ciphertextProblem } from '../../lib/secrets/sealed-ciphertext';
import { seal, SEALING_KEY, unseal } from '../support/sealing';

const value = fc.string({ minLength: 1, unit: 'binary' });
const ciphertext = value.map((text) => seal(text, 'shop/db'));

test('the values of these tests are real: they open under their label, and under no other', () => {
  const sealed = seal('a value', 'shop/db');
  expect(unseal(sealed, 'shop/db')).toBe('a value');
  expect(() => unseal(sealed, 'shop/other')).toThrow();
  expect(() => unseal(sealed, '')).toThrow();
});

test('whatever was sealed is a ciphertext', () => {
  fc.assert(
    fc.property(ciphertext, (text) => ciphertextProblem(text) === undefined),
    { numRuns: 50 },
  );
});

test.each([2048, 3072, 4096])('under a key of %d bits, too', (modulusLength) => {
  const key = modulusLength === 2048 ? SEALING_KEY : generateKeyPairSync('rsa', { modulusLength });
  expect(ciphertextProblem(seal('a value', 'shop/db', key))).toBeUndefined();
});

test('no text is, nor its base64', () => {
  const text = fc.string({ minLength: 1, maxLength: 5000 });
  fc.assert(
    fc.property(text, (plain) => {
      expect(ciphertextProblem(plain)).toBeDefined();
      expect(ciphertextProblem(Buffer.from(plain).toString('base64'))).toBeDefined();
    }),
  );
});

test('nor the base64 of long bytes that begin with letters', () => {
  const bytes = fc.uint8Array({ minLength: 300, maxLength: 3000 });
  fc.assert(
    fc.property(bytes, (rest) => {
      const text = Buffer.concat([Buffer.from('-----BEGIN'), rest]).toString('base64');
      expect(ciphertextProblem(text)).toBe('base64 of something that does not begin with an encrypted session key');
    }),
  );
});

test('a ciphertext that lost its end is none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 2 + 256 + 15 }), (length) => {
      const cut = Buffer.from(seal('', 'shop/db'), 'base64').subarray(0, length).toString('base64');
      expect(ciphertextProblem(cut)).toBe('a ciphertext that is cut off');
    }),
    { numRuns: 30 },
  );
});

test.each([
  ['nothing', '', 'no base64'],
  ['a number', 7, 'no text'],
  ['a list', ['a'], 'no text'],
  ['one byte', 'AQ==', 'base64 of something that does not begin with an encrypted session key'],
  ['stray bits', 'AR==', 'base64 with stray bits at its end'],
  ['the alphabet of URLs', '_-_-', 'no base64'],
  ['a line break', 'AQAA\nAQAA', 'no base64'],
  ['an empty value', seal('', 'shop/db'), 'the ciphertext of an empty value'],
])('%s is none', (_, text, problem) => {
  expect(ciphertextProblem(text)).toBe(problem);
});
