import type { AlertCases } from './alert-case';
import { brokerCases } from './brokers';
import { capacityCases } from './capacity';
import { clusterCases } from './cluster';
import { dataCases } from './data';
import { eventCases } from './events';
import { monitoringCases } from './monitoring';
import { namespaceCases } from './namespace';
import { nodeCases } from './nodes';
import { objectStoreCases } from './object-stores';
import { podCases } from './pods';
import { replicaCases } from './replicas';
import { stackCases } from './stack';
import { tarantoolCases } from './tarantool';
import { taskCases } from './tasks';

/** The cases of every alert of the library: add those of yours. */
export const alertCases: AlertCases = {
  ...replicaCases,
  ...podCases,
  ...capacityCases,
  ...taskCases,
  ...eventCases,
  ...dataCases,
  ...objectStoreCases,
  ...brokerCases,
  ...monitoringCases,
  ...namespaceCases,
  ...tarantoolCases,
  ...clusterCases,
  ...nodeCases,
  ...stackCases,
};
