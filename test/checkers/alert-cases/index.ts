import type { AlertCases } from './alert-case';
import { brokerCases } from './brokers';
import { capacityCases } from './capacity';
import { dataCases } from './data';
import { eventCases } from './events';
import { podCases } from './pods';
import { replicaCases } from './replicas';
import { taskCases } from './tasks';

/** The cases of every alert of the library: add those of yours. */
export const alertCases: AlertCases = {
  ...replicaCases,
  ...podCases,
  ...capacityCases,
  ...taskCases,
  ...eventCases,
  ...dataCases,
  ...brokerCases,
};
