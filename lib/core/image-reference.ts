/** The parts of a reference to a container image. */
export interface ImageReference {
  /** Host of the registry, with its port if one is given; left out for images of the default registry. */
  registry?: string;
  /** Path of the image in its registry, as written ('nginx', not 'library/nginx'). */
  repository: string;
  /** Tag, without the ':'. */
  tag?: string;
  /** Digest with its algorithm, 'sha256:…'. */
  digest?: string;
}

const REGISTRY =
  /^(?:[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::\d+)?$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/;
/** Refused as a whole reference, because it is how an image is named by its id. */
const IMAGE_ID = /^[a-f0-9]{64}$/;
const MAX_NAME = 255;

/**
 * The parts of an image reference, after the grammar of the distribution project: `[registry/]repository[:tag][@digest]`.
 * The first component is a registry if a '/' follows and it contains '.' or ':' or is 'localhost'.
 * `undefined` if `reference` does not parse.
 */
export function parseImage(reference: string): ImageReference | undefined {
  const [tagged, digest] = cut(reference, reference.indexOf('@'));
  const slash = tagged.lastIndexOf('/');
  // A ':' before the last '/' is that of the registry's port.
  const colon = tagged.indexOf(':', slash + 1);
  const [name, tag] = cut(tagged, colon);
  const [registry, repository] = splitName(name);
  const valid =
    name.length <= MAX_NAME &&
    !IMAGE_ID.test(reference) &&
    (registry === undefined || REGISTRY.test(registry)) &&
    REPOSITORY.test(repository) &&
    (tag === undefined || TAG.test(tag)) &&
    (digest === undefined || DIGEST.test(digest));
  if (!valid) {
    return undefined;
  }
  return {
    ...(registry !== undefined && { registry }),
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

function splitName(name: string): [registry: string | undefined, repository: string] {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  return isRegistry ? [first, name.slice(slash + 1)] : [undefined, name];
}

/** What stands before and after the separator at `index`; a negative index stands for no separator. */
function cut(text: string, index: number): [before: string, after: string | undefined] {
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
