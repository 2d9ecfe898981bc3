import { describeOnOwnCluster } from '../support/clusters';
import { only, readManifests } from '../../rendered/manifest';
import { createSecrets } from '../support/namespace';
import { synthesize } from '../../rendered/synthesize';
import { isReady, minimumOf, podsOf, untilRolledOut } from '../support/workloads';

describeOnOwnCluster('crypto-wallets on nodes without zone labels', { ZONES: '0' }, (own) => {
  test('dev rolls out', async () => {
    const folder = synthesize('dev');
    expect(await own.kubectl.apply(folder)).toMatchObject({ code: 0, warnings: [] });
    await createSecrets(own.kubectl, folder);
    await untilRolledOut(own.kubectl, folder);
    const pods = await podsOf(own.kubectl, only(readManifests(folder), 'Deployment'));
    expect(pods.filter(isReady)).toHaveLength(minimumOf(readManifests(folder)));
  });
});
