import { monitoringOf } from '../../support/minitoolstream';

const objects = monitoringOf('prod').objects();

/** What prod is called. A name or selector that moves here breaks what runs: it is never to be updated lightly. */
test('names stay', () => {
  const names = objects.map(({ kind, metadata: { name, namespace = '' } }) => {
    const stable = kind === 'Job' || kind === 'ConfigMap' ? name.replace(/-\w{10}$/, '-*') : name;
    return `${kind} ${namespace}/${stable}`;
  });
  expect(names.sort()).toMatchSnapshot();
});

test('selectors stay', () => {
  const selectors = objects
    .map(({ kind, metadata, spec }) => [
      `${kind} ${metadata.namespace}/${metadata.name}`,
      spec?.selector ?? spec?.podSelector,
    ])
    .filter(([, selector]) => selector !== undefined);
  expect(Object.fromEntries(selectors)).toMatchSnapshot();
});
