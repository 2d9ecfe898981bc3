import { COMPRESSIBLE, MEDIA_TYPES } from './media-types';

/** What the configuration of the web server of a frontend follows from. */
export interface WebServer {
  readonly port: number;
  /** The folder of the files in the container. */
  readonly root: string;
  /** The folder that the configuration is mounted at. */
  readonly configurationFolder: string;
  /** The files beside the configuration that are served at the root, such as `config.json`. */
  readonly served: readonly string[];
  /** The beginning of the paths that the edge leaves in requests; empty for none. */
  readonly prefix: string;
  /** The regular expression of the paths of files with a hash in their name. */
  readonly hashedAssets: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How long requests may go on once the server is told to end. */
  readonly drainSeconds: number;
}

/** The path that says whether the server runs. */
export const LIVENESS_PATH = '/healthz';

/** The path that says whether there is something to serve. */
export const READINESS_PATH = '/readyz';

/** The text of nginx.conf. Everything that is written goes below /tmp, so that any user can run it on a read-only root. */
export function nginxConfiguration(server: WebServer): string {
  return [
    'daemon off;',
    'pid /tmp/nginx.pid;',
    'error_log stderr warn;',
    // The node's cores, which nginx would count, are not its own; what one cannot serve is for a pod more.
    'worker_processes 1;',
    `worker_shutdown_timeout ${server.drainSeconds}s;`,
    ...block('events', ['worker_connections 1024;']),
    ...block('http', [...http(server), ...block('server', [...site(server), ...locations(server)])]),
    '',
  ].join('\n');
}

function http(server: WebServer): string[] {
  return [
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path /tmp/${kind};`),
    'default_type application/octet-stream;',
    ...block(
      'types',
      Object.keys(MEDIA_TYPES).map((ending) => `${MEDIA_TYPES[ending]} ${ending};`),
    ),
    'charset utf-8;',
    'charset_types text/css text/csv text/javascript text/markdown text/plain text/xml;',
    'server_tokens off;',
    'sendfile on;',
    'tcp_nopush on;',
    // The root is read-only: what was found stays as it is.
    'open_file_cache max=1024 inactive=5m;',
    'open_file_cache_valid 5m;',
    'client_max_body_size 1k;',
    'client_header_timeout 10s;',
    'client_body_timeout 10s;',
    'send_timeout 30s;',
    'reset_timedout_connection on;',
    // Longer than Traefik and ingress-nginx keep idle connections: the server must not close one under a request.
    'keepalive_timeout 120s;',
    'gzip on;',
    'gzip_static on;',
    'gzip_vary on;',
    'gzip_proxied any;',
    'gzip_min_length 1024;',
    `gzip_types ${COMPRESSIBLE.join(' ')};`,
    ...block('map $request_uri $path_alone', ['default $uri;', `${quoted('~^([^?]*)')} $1;`]),
    `log_format requests escape=json ${quoted(LOG_FORMAT)};`,
    'access_log /dev/stdout requests;',
    ...block('map $uri $cache_of_path', [
      'default no-cache;',
      ...[LIVENESS_PATH, READINESS_PATH, ...server.served.map((name) => `/${name}`)].map((path) => `${path} no-store;`),
      `${quoted(`~${server.hashedAssets}`)} ${quoted('public, max-age=31536000, immutable')};`,
    ]),
    // While a version replaces another, a pod of the old one lacks the files of the new: that answer must not be kept.
    ...block('map $status $cache', [
      'default no-store;',
      ...[200, 206, 304].map((status) => `${status} $cache_of_path;`),
    ]),
  ];
}

/** A query can hold the code of a login, so it is not logged. */
const LOG_FORMAT = `{${[
  ['time', '"$time_iso8601"'],
  ['method', '"$request_method"'],
  ['path', '"$path_alone"'],
  ['status', '"$status"'],
  ['bytes', '"$body_bytes_sent"'],
  ['seconds', '"$request_time"'],
  ['host', '"$host"'],
  ['forwardedFor', '"$http_x_forwarded_for"'],
  ['requestId', '"$http_x_request_id"'],
  ['userAgent', '"$http_user_agent"'],
]
  .map(([name, value]) => `"${name}":${value}`)
  .join(',')}}`;

function site(server: WebServer): string[] {
  const headers = Object.keys(server.headers).filter((name) => server.headers[name] !== '');
  return [
    `listen ${server.port};`,
    'server_name _;',
    `root ${quoted(server.root)};`,
    // All headers stand here: one in a location would take away all of these.
    'add_header Cache-Control $cache always;',
    ...headers.sort().map((name) => `add_header ${name} ${quoted(server.headers[name])} always;`),
    ...(server.prefix === '' ? [] : [`rewrite ${quoted(`^${escaped(server.prefix)}(?:/(.*))?$`)} /$1;`]),
  ];
}

function locations(server: WebServer): string[] {
  const files = `\\.(?:${Object.keys(MEDIA_TYPES).join('|')})$`;
  return [
    ...block(`location = ${LIVENESS_PATH}`, ['access_log off;', 'default_type text/plain;', `return 200 ok;`]),
    // The last way out keeps the answer in this location; a redirect to index.html would be logged.
    ...block(`location = ${READINESS_PATH}`, ['access_log off;', 'try_files /index.html =503;']),
    ...server.served.flatMap((name) =>
      block(`location = /${name}`, [`alias ${quoted(`${server.configurationFolder}/${name}`)};`]),
    ),
    // Reproducible builds give each file the same time: with a hash of the same length in it, two versions would look
    // alike to a browser that asks whether its copy is still good.
    ...block('location = /index.html', ['etag off;', 'if_modified_since off;', 'max_ranges 0;']),
    ...block('location ^~ /.well-known/', ['try_files $uri =404;']),
    ...block(`location ~ ${quoted('/\\.')}`, ['return 404;']),
    ...block(`location ~ ${quoted(server.hashedAssets)}`, ['try_files $uri =404;']),
    ...block(`location ~* ${quoted(files)}`, ['try_files $uri =404;']),
    ...block('location /', ['try_files $uri /index.html;']),
  ];
}

function block(head: string, lines: readonly string[]): string[] {
  return [`${head} {`, ...lines.map((line) => `  ${line}`), '}'];
}

/** A text of nginx, in which a dollar sign still is a variable wherever the directive knows them. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A path as a regular expression that matches nothing else. */
function escaped(path: string): string {
  return path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
