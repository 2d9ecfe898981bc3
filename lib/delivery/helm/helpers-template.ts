import { QUOTA_TEMPLATE, UNITS_TEMPLATE } from './quota-expression';

/** The template that hashes content as the library does. */
export const CONTENT_HASH_TEMPLATE = 'tradewind.contentHash';

/** What templates of every chart need: the library's own formulas in the words of Helm. */
export const HELPERS = `{{/* The end of a name by content: the same that synth gives, from the same content. */}}
{{- define "${CONTENT_HASH_TEMPLATE}" -}}
{{- fromYaml . | toRawJson | sha256sum | trunc 10 | replace "0" "g" | replace "1" "h" | replace "3" "k" | replace "a" "m" | replace "e" "t" -}}
{{- end }}

{{/* A quantity as a whole number: (list "250m" 1000) is 250, (list "1Gi" 1) is 1073741824. */}}
{{- define "${UNITS_TEMPLATE}" -}}
{{- $text := toString (index . 0) -}}
{{- $suffix := regexFind "[A-Za-z]*$" $text -}}
{{- $factor := get (dict "" 1 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776) $suffix -}}
{{- mulf (trimSuffix $suffix $text | float64) $factor (index . 1) | ceil | int64 -}}
{{- end }}

{{/* Thousandths of a core as a quantity: 1500 is 1500m, 2000 is "2". */}}
{{- define "tradewind.cpu" -}}
{{- if mod . 1000 -}}{{ . }}m{{- else -}}{{ div . 1000 | toString | quote }}{{- end -}}
{{- end }}

{{/* Bytes as a quantity, in whole mebibytes or gibibytes. */}}
{{- define "tradewind.bytes" -}}
{{- $mebibytes := div (add . 1048575) 1048576 -}}
{{- if not $mebibytes -}}"0"{{- else if mod $mebibytes 1024 -}}{{ $mebibytes }}Mi{{- else -}}{{ div $mebibytes 1024 }}Gi{{- end -}}
{{- end }}

{{/*
What a namespace may take: the sum over all workloads of their pods, times what a pod asks for, times the headroom
(in thousandths). What has a condition counts while that holds. The last of the demands is one pod of an operator.
*/}}
{{- define "${QUOTA_TEMPLATE}" -}}
{{- $sums := dict -}}
{{- $limitsCpu := true -}}
{{- range $demand := .demands -}}
{{- if or (not (hasKey $demand "when")) $demand.when -}}
{{- if not (hasKey $demand "cpuLimit") -}}{{- $limitsCpu = false -}}{{- end -}}
{{- range $name, $times := dict "pods" 1 "claims" 1 "claimedBytes" (default 0 $demand.claims) "cpuRequest" $demand.pods "cpuLimit" $demand.pods "memoryRequest" $demand.pods "memoryLimit" $demand.pods "storageRequest" $demand.pods "storageLimit" $demand.pods -}}
{{- $amount := default 0 (get $demand $name) -}}
{{- if kindIs "string" $amount -}}
{{- $amount = include "tradewind.units" (list $amount (hasPrefix "cpu" $name | ternary 1000 1)) | int64 -}}
{{- end -}}
{{- $_ := set $sums $name (add (mul $times $amount) (default 0 (get $sums $name))) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $most := dict -}}
{{- range $name, $sum := $sums -}}
{{- $_ := set $most $name (div (add (mul $sum $.headroom) 999) 1000) -}}
{{- end -}}
{{- if $limitsCpu }}
limits.cpu: {{ include "tradewind.cpu" $most.cpuLimit }}
{{- end }}
limits.ephemeral-storage: {{ include "tradewind.bytes" $most.storageLimit }}
limits.memory: {{ include "tradewind.bytes" $most.memoryLimit }}
{{- if $most.claims }}
persistentvolumeclaims: {{ $most.claims | toString | quote }}
{{- end }}
pods: {{ $most.pods | toString | quote }}
requests.cpu: {{ include "tradewind.cpu" $most.cpuRequest }}
requests.ephemeral-storage: {{ include "tradewind.bytes" $most.storageRequest }}
requests.memory: {{ include "tradewind.bytes" $most.memoryRequest }}
{{- if $most.claims }}
requests.storage: {{ include "tradewind.bytes" $most.claimedBytes }}
{{- end }}
{{- end }}
`;
