/** What a full Redis does, in its own words: it keeps everything, as a store does, or makes room, as a cache does. */
export enum RedisEviction {
  /** It keeps everything, and refuses what would be too much: for queues, results and whatever must not get lost. */
  NONE = 'noeviction',

  /** The key that was not used for the longest time goes: for caches. */
  LEAST_RECENTLY_USED = 'allkeys-lru',

  /** The key that is used least often goes: for caches in which some keys stay popular. */
  LEAST_FREQUENTLY_USED = 'allkeys-lfu',

  /** Of the keys with a time to live the one that was not used for the longest time goes: for a store that is a cache, too. */
  EXPIRING_LEAST_RECENTLY_USED = 'volatile-lru',

  /** Of the keys with a time to live the one that has the least of it left goes. */
  EXPIRING_SOONEST = 'volatile-ttl',
}
