/** The label of dashboards, and its value. */
export const DASHBOARD_LABEL = { name: 'grafana_dashboard', value: '1' };

/** The annotation of a ConfigMap that names the folder of its dashboards in Grafana. */
export const FOLDER_ANNOTATION = 'grafana_folder';
