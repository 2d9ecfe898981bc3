/**
 * The media types of what a frontend is built of, by the ending of its name. They are part of the configuration rather
 * than read from the image, so that every image answers alike: older ones do not know `.mjs` or `.wasm`. A request for
 * a name with one of these endings is for a file, and any other may be for a page of the program.
 */
export const MEDIA_TYPES: Readonly<Record<string, string>> = {
  aac: 'audio/aac',
  avif: 'image/avif',
  bmp: 'image/bmp',
  css: 'text/css',
  csv: 'text/csv',
  eot: 'application/vnd.ms-fontobject',
  gif: 'image/gif',
  htm: 'text/html',
  html: 'text/html',
  ico: 'image/x-icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  map: 'application/json',
  md: 'text/markdown',
  mjs: 'text/javascript',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  ogg: 'audio/ogg',
  otf: 'font/otf',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  txt: 'text/plain',
  wasm: 'application/wasm',
  wav: 'audio/wav',
  webm: 'video/webm',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
  xml: 'text/xml',
  zip: 'application/zip',
};

/** What is text, and so becomes smaller when it is compressed. HTML always is. */
export const COMPRESSIBLE = [
  'application/json',
  'application/manifest+json',
  'application/wasm',
  'image/bmp',
  'image/svg+xml',
  'image/x-icon',
  'text/css',
  'text/javascript',
  'text/markdown',
  'text/plain',
  'text/xml',
] as const;
