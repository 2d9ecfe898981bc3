import { templateProblem } from '../../lib/observability/alert-template';

test.each([
  'nothing to fill in, and } or { alone',
  '{{ $labels.pod }} waits, {{ $value | humanizeDuration }}',
  '{{- $labels.pod -}}',
  '{{ if gt $value 1.0 }}many{{ else }}one{{ end }}',
  '{{ with query "up{job=\\"api\\"}" }}{{ . | first | value }}{{ end }}',
  '{{ range $index, $sample := query `up` }}{{ $sample.Labels.pod }} {{ $index }}{{ end }}',
  '{{ printf "{{ %s }}" $labels.pod }}',
  '{{/* a comment about labels */}}',
  '{{ $externalLabels.cluster }} {{ $externalURL }} {{ externalURL }}',
  'a }} that closes nothing',
])('%s', (text) => {
  expect(templateProblem(text)).toBeUndefined();
});

test.each([
  ['pod {{ $labels.pod waits', '{{ is opened and not closed by }}'],
  ['{{ $labels.a }} {{ $labels.b }', '{{ is opened and not closed by }}'],
  ['{{ "a }}', '{{ is opened and not closed by }}'],
  ['{{ }}', 'there is nothing between {{ and }}'],
  ['{{ labels.pod }}', 'Prometheus knows no labels: a label is written $labels.labels'],
  ['{{ pod }}', 'Prometheus knows no pod: a label is written $labels.pod'],
  ['{{ $label.pod }}', 'Prometheus knows no $label: it has $labels, $value, $externalLabels and $externalURL'],
  ['{{ $value | humanise }}', 'Prometheus knows no humanise: a label is written $labels.humanise'],
])('%s: %s', (text, problem) => {
  expect(templateProblem(text)).toBe(problem);
});
