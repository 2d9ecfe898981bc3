import { jobLogs, recentEvents } from '../../lib/core/job-logs';

test('the logs of a Job are those of all containers of all its pods, from their first line', () => {
  expect(jobLogs('shop', 'migrate-1')).toBe(
    'kubectl -n shop logs -l batch.kubernetes.io/job-name=migrate-1 --all-containers --prefix --tail=-1 --ignore-errors',
  );
});

test('events come in the order of their time', () => {
  expect(recentEvents('shop')).toBe('kubectl -n shop get events --sort-by=.lastTimestamp');
});
