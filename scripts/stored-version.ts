/** What is read of a CustomResourceDefinition. */
export interface CustomResourceDefinition {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly versions: readonly { readonly name: string; readonly served: boolean; readonly storage: boolean }[];
  };
}

/** The same definition with its stored version alone: that one is what the library emits, and it must be served. */
export function onlyStoredVersion(definition: CustomResourceDefinition): CustomResourceDefinition {
  const versions = definition.spec.versions.filter(({ served, storage }) => served && storage);
  if (versions.length !== 1) {
    throw new Error(`${definition.metadata.name}: no version is both served and stored`);
  }
  return { ...definition, spec: { ...definition.spec, versions } };
}
