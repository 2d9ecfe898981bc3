/** Where the rules come from. */
export const PLATFORM_RULES = 'platform rules of balance-plus';
