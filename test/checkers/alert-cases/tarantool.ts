import type { AlertCases } from './alert-case';

const POD = '{namespace="shop",pod="tarantool-0"}';
const OTHER = '{namespace="shop",pod="tarantool-index-0"}';
const component = 'tarantool';
const requests = (labels: string): string => `tnt_net_requests_in_progress_current{namespace="shop",${labels}}`;

/** What can go wrong with a Tarantool. */
export const tarantoolCases: AlertCases = {
  TarantoolReadOnly: [
    { title: 'it takes no writes', component, series: { [`tnt_read_only${POD}`]: '1x5' }, at: '3m', fires: 1 },
    { title: 'it takes them', component, series: { [`tnt_read_only${POD}`]: '0x5' }, at: '3m' },
    { title: 'it took none for a moment', component, series: { [`tnt_read_only${POD}`]: '0 1 0 0 0 0' }, at: '4m' },
    { title: 'another server', component, series: { [`tnt_read_only${OTHER}`]: '1x5' }, at: '3m' },
    { title: 'nothing is known', component, series: {}, at: '3m' },
  ],
  TarantoolMemoryNearMaximum: [
    {
      title: 'more than nine tenths are used',
      component,
      series: { [`tnt_slab_arena_used${POD}`]: '91x10', [`tnt_slab_quota_size${POD}`]: '100x10' },
      at: '6m',
      fires: 1,
    },
    {
      title: 'just nine tenths',
      component,
      series: { [`tnt_slab_arena_used${POD}`]: '90x10', [`tnt_slab_quota_size${POD}`]: '100x10' },
      at: '6m',
    },
    {
      title: 'all is set aside, and little of it is used',
      component,
      series: {
        [`tnt_slab_arena_used${POD}`]: '20x10',
        [`tnt_slab_quota_used${POD}`]: '100x10',
        [`tnt_slab_quota_size${POD}`]: '100x10',
      },
      at: '6m',
    },
    {
      title: 'nobody knows how much it may take',
      component,
      series: { [`tnt_slab_arena_used${POD}`]: '91x10' },
      at: '6m',
    },
  ],
  TarantoolOverloaded: [
    {
      title: 'nearly as many requests as it takes at once',
      component,
      series: { [requests('pod="tarantool-0"')]: '614x10', [requests('pod="tarantool-0",thread="1"')]: '614x10' },
      at: '6m',
      fires: 1,
    },
    {
      title: 'one less',
      component,
      series: { [requests('pod="tarantool-0"')]: '613x10' },
      at: '6m',
    },
    {
      title: 'a thread of it alone',
      component,
      series: { [requests('pod="tarantool-0",thread="1"')]: '700x10' },
      at: '6m',
    },
    { title: 'nothing is known', component, series: {}, at: '6m' },
  ],
};
