/** The skill that is called. */
export const SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000";
/** The one player that there is. */
export const PLAYER_ID = "bench-player-000";
/** What linking has brought; as long as ours are. */
export const MUSIC_TOKEN = "bench".padEnd(120, "-token");
