import type { AlertCases } from './alert-case';

const pod = (metric: string, name: string, more = ''): string => `${metric}{namespace="shop",pod="${name}-0"${more}}`;
const rabbit = (metric: string): string => pod(`rabbitmq_${metric}`, 'rabbitmq');
const redis = (metric: string): string => pod(`redis_${metric}`, 'redis');
const memory = rabbit('alarms_memory_used_watermark');
const disk = rabbit('alarms_free_disk_space_watermark');
const taken = rabbit('queue_messages_unacked');

/** At the threshold, below it, and without the series that is looked at. */
export const brokerCases: AlertCases = {
  RabbitMqDown: [
    { title: 'nobody says anything', component: 'rabbitmq', series: {}, at: '5m', fires: 1 },
    { title: 'not for long', component: 'rabbitmq', series: { [rabbit('build_info')]: '1 _x20' }, at: '4m' },
    { title: 'one node does', component: 'rabbitmq', series: { [rabbit('build_info')]: '1x10' }, at: '10m' },
  ],
  RabbitMqMemoryAlarm: [
    { title: 'it is raised', component: 'rabbitmq', series: { [memory]: '1x5' }, at: '1m', fires: 1 },
    { title: 'it just was', component: 'rabbitmq', series: { [memory]: '0 1x5' }, at: '1m' },
    { title: 'it is not', component: 'rabbitmq', series: { [memory]: '0x5' }, at: '5m' },
    { title: 'nothing is known', component: 'rabbitmq', series: {}, at: '5m' },
  ],
  RabbitMqDiskAlarm: [
    { title: 'it is raised', component: 'rabbitmq', series: { [disk]: '1x5' }, at: '1m', fires: 1 },
    { title: 'it just was', component: 'rabbitmq', series: { [disk]: '0 1x5' }, at: '1m' },
    { title: 'it is not', component: 'rabbitmq', series: { [disk]: '0x5' }, at: '5m' },
    { title: 'nothing is known', component: 'rabbitmq', series: {}, at: '5m' },
  ],
  RabbitMqUnacknowledgedGrowing: [
    {
      title: 'many, and ever more',
      component: 'rabbitmq',
      series: { [taken]: '0+1000x200' },
      at: '150m',
      fires: 1,
    },
    { title: 'many, and no more', component: 'rabbitmq', series: { [taken]: '50000x200' }, at: '180m' },
    { title: 'few, and more', component: 'rabbitmq', series: { [taken]: '0+0.1x200' }, at: '180m' },
    { title: 'nothing is known', component: 'rabbitmq', series: {}, at: '180m' },
  ],
  RedisDown: [
    { title: 'it answers nobody', component: 'redis', series: { [redis('up')]: '0x5' }, at: '2m', fires: 1 },
    { title: 'not for long', component: 'redis', series: { [redis('up')]: '0x5' }, at: '1m' },
    { title: 'it answers', component: 'redis', series: { [redis('up')]: '1x5' }, at: '5m' },
    { title: 'nothing is known', component: 'redis', series: {}, at: '5m' },
  ],
  RedisPersistenceFailing: [
    {
      title: 'it cannot write',
      component: 'redis',
      series: { [redis('aof_last_write_status')]: '0x10', [redis('aof_last_bgrewrite_status')]: '1x10' },
      at: '5m',
      fires: 1,
    },
    {
      title: 'it cannot compact',
      component: 'redis',
      series: { [redis('aof_last_write_status')]: '1x10', [redis('aof_last_bgrewrite_status')]: '0x10' },
      at: '5m',
      fires: 1,
    },
    {
      title: 'neither of both',
      component: 'redis',
      series: { [redis('aof_last_write_status')]: '0x10', [redis('aof_last_bgrewrite_status')]: '0x10' },
      at: '5m',
      fires: 1,
    },
    { title: 'not for long', component: 'redis', series: { [redis('aof_last_write_status')]: '0x10' }, at: '4m' },
    {
      title: 'both',
      component: 'redis',
      series: { [redis('aof_last_write_status')]: '1x10', [redis('aof_last_bgrewrite_status')]: '1x10' },
      at: '10m',
    },
    { title: 'nothing is known', component: 'redis', series: {}, at: '10m' },
  ],
  RedisMemoryNearMaximum: [
    {
      title: 'more than nine tenths',
      component: 'redis',
      series: { [redis('memory_used_bytes')]: '91x10', [redis('memory_max_bytes')]: '100x10' },
      at: '5m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'redis',
      series: { [redis('memory_used_bytes')]: '91x10', [redis('memory_max_bytes')]: '100x10' },
      at: '4m',
    },
    {
      title: 'nine tenths',
      component: 'redis',
      series: { [redis('memory_used_bytes')]: '90x10', [redis('memory_max_bytes')]: '100x10' },
      at: '10m',
    },
    {
      title: 'nobody says how much it may use',
      component: 'redis',
      series: { [redis('memory_used_bytes')]: '91x10' },
      at: '10m',
    },
  ],
};
