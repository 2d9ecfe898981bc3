/**
 * The generated types (`k8s` of cdk8s-plus-28 and `imports/`) re-case the acronyms of the wire format;
 * these are the fields it happens to, among the kinds that are emitted.
 */
interface WireNames {
  readonly clusterIp: 'clusterIP';
  readonly clusterIPs: 'clusterIPs';
  readonly clientIp: 'clientIP';
  readonly hostIp: 'hostIP';
  readonly hostIpc: 'hostIPC';
  readonly hostPid: 'hostPID';
  readonly loadBalancerIp: 'loadBalancerIP';
  readonly toFqdNs: 'toFQDNs';
  readonly toCidr: 'toCIDR';
  readonly nonResourceUrLs: 'nonResourceURLs';
  readonly apiUrl: 'apiURL';
  readonly requireTls: 'requireTLS';
  readonly webhookUrl: 'webhookURL';
  readonly clientUrl: 'clientURL';
  readonly arbitraryFsAccessThroughSMs: 'arbitraryFSAccessThroughSMs';
}

type WireName<Name> = Name extends keyof WireNames ? WireNames[Name] : Name;

/**
 * A generated manifest type as it stands in YAML: quantities and integers-or-strings are plain values, enums are
 * their text, fields have their wire names. It costs nothing at run time and keeps fields that the generated
 * `manifest()` functions would drop, so types are checked and nothing is lost.
 */
export type Wire<T> = T extends { readonly value: string | number }
  ? [keyof T] extends ['value']
    ? string | number
    : WireFields<T>
  : T extends Date
    ? string
    : T extends string
      ? `${T}`
      : T extends number | boolean | null | undefined
        ? T
        : T extends (infer Element)[]
          ? Wire<Element>[]
          : T extends object
            ? WireFields<T>
            : T;

type WireFields<T> = { -readonly [Name in keyof T as WireName<Name>]: Wire<T[Name]> };
