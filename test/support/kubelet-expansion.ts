/** A container of a manifest, as far as its variables go. */
interface Container {
  readonly env?: { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
  readonly envFrom?: { readonly configMapRef: { readonly name: string } }[];
}

/** An object of a manifest, as far as it may be a ConfigMap. */
interface ConfigMap {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * The variables that a program gets, as the kubelet makes them: first those of ConfigMaps, as they are; then one after
 * the other those of `env`, each expanded from what is there by then. A value from a Secret is `secret:` and its name.
 */
export function variablesInPod(container: Container, objects: readonly ConfigMap[]): Record<string, string> {
  const variables = new Map<string, string>();
  for (const { configMapRef } of container.envFrom ?? []) {
    const map = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMapRef.name);
    Object.entries(map?.data ?? {}).forEach(([name, value]) => variables.set(name, value));
  }
  for (const { name, value = '', valueFrom } of container.env ?? []) {
    variables.set(name, valueFrom ? `secret:${name}` : expand(value, variables));
  }
  return Object.fromEntries(variables);
}

/** A text expanded as by `third_party/forked/golang/expansion` of Kubernetes. */
export function expand(input: string, variables: ReadonlyMap<string, string>): string {
  let output = '';
  for (let cursor = 0; cursor < input.length; cursor++) {
    const next = input[cursor + 1];
    if (input[cursor] !== '$' || next === undefined) {
      output += input[cursor];
    } else if (next === '$') {
      output += '$';
      cursor += 1;
    } else if (next === '(') {
      const closes = input.indexOf(')', cursor);
      if (closes < 0) {
        output += '$(';
        cursor += 1;
      } else {
        const name = input.slice(cursor + 2, closes);
        output += variables.get(name) ?? `$(${name})`;
        cursor = closes;
      }
    } else {
      output += `$${next}`;
      cursor += 1;
    }
  }
  return output;
}
