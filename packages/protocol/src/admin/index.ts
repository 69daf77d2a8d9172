/** The admin API between the bridge and the household's own browser: what crosses it, in the order of its paths. */
import { z } from "zod";

export * from "./accounts.js";
export * from "./music-skill.js";
export * from "./set-up.js";

/** What a player is doing, in the words of its users. */
export const PlayerStateSchema = z.enum(["offline", "idle", "launching", "playing", "paused"]);
export type PlayerState = z.infer<typeof PlayerStateSchema>;

/** What sounds, or sounded last. `positionMs` was true at `asOfEpochMs` and advances while `advancing`. */
export const NowPlayingSchema = z.object({
  title: z.string().optional(),
  artist: z.string().optional(),
  album: z.string().optional(),
  artworkUrl: z.string().optional(),
  durationMs: z.number().optional(),
  positionMs: z.number().optional(),
  asOfEpochMs: z.number(),
  advancing: z.boolean(),
});
export type NowPlaying = z.infer<typeof NowPlayingSchema>;

/** How a player's connection to Music Assistant is protected. `unknown`: there was none yet. */
export const PlayerSecuritySchema = z.object({
  dialect: z.enum(["unknown", "plaintext", "e9", "e10"]),
  encrypted: z.boolean(),
  /** Both sides share a secret of their own since the pairing token was used. */
  paired: z.boolean(),
  /** Music Assistant waits for its operator before this player may play. */
  needsApproval: z.boolean(),
});
export type PlayerSecurity = z.infer<typeof PlayerSecuritySchema>;

/** `GET /api/players/<id>/pairing-token`: what a person enters in Music Assistant; a secret, so it stands nowhere else. */
export const PairingTokenSchema = z.object({ token: z.string() });
export type PairingToken = z.infer<typeof PairingTokenSchema>;

/** One player of `GET /api/players` and of the event `players`. */
export const PlayerSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["speaker", "display", "group", "other"]),
  model: z.string().optional(),
  online: z.boolean(),
  /** Whether it is a player of Music Assistant; what is not stays listed, so that it can be made one. */
  exposed: z.boolean(),
  /** Whether it could be one; `reason` says why not. */
  playable: z.boolean(),
  /** The language that it listens in, such as `de-DE`. */
  locale: z.string().optional(),
  /** What it can be made to do; absent where Amazon has not said it. */
  abilities: z.array(z.enum(["streams", "music-skill", "volume", "text-commands", "announcements"])).optional(),
  /** The names of a group's members. */
  members: z.array(z.string()).optional(),
  state: PlayerStateSchema,
  volume: z.number().nullable(),
  muted: z.boolean(),
  /** Something else has taken the Echo from Music Assistant; `reason` says what. */
  external: z.boolean().optional(),
  /** A sentence that says what is wrong and what to do. */
  reason: z.string().optional(),
  /** Absent for what is no player of Music Assistant. */
  security: PlayerSecuritySchema.optional(),
  nowPlaying: NowPlayingSchema.optional(),
});
export type Player = z.infer<typeof PlayerSchema>;

/** A phone, television or other device that Amazon lists and that can never be a player. */
export const OtherDeviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  model: z.string().optional(),
  reason: z.string().optional(),
});
export type OtherDevice = z.infer<typeof OtherDeviceSchema>;

/** `GET /api/players`; the same object is the event `players` of `GET /events`. */
export const PlayersSchema = z.object({ players: z.array(PlayerSchema), others: z.array(OtherDeviceSchema) });
export type Players = z.infer<typeof PlayersSchema>;

/** `GET /api/players/<id>/settings`: how one player is served, the household's defaults filled in. */
export const PlayerSettingsSchema = z.object({
  /** Whether it is a player of Music Assistant. */
  exposed: z.boolean(),
  codec: z.enum(["auto", "mp3", "flac"]),
  bitrateKbps: z.union([z.literal(192), z.literal(320)]),
  /** A skip asked in Music Assistant: heard after what the Echo holds, or sooner by launching the Echo again. */
  skip: z.enum(["seamless", "quick"]),
  /** How far ahead the Echo is fed. */
  leadSeconds: z.number().min(2).max(12),
});
export type PlayerSettings = z.infer<typeof PlayerSettingsSchema>;

/** Body of `PUT /api/players/<id>/settings`, which answers `PlayerSettings`; null takes the default again. */
export const PlayerSettingsChangeSchema = z.object({
  exposed: PlayerSettingsSchema.shape.exposed.nullish(),
  codec: PlayerSettingsSchema.shape.codec.nullish(),
  bitrateKbps: PlayerSettingsSchema.shape.bitrateKbps.nullish(),
  skip: PlayerSettingsSchema.shape.skip.nullish(),
  leadSeconds: PlayerSettingsSchema.shape.leadSeconds.nullish(),
});
export type PlayerSettingsChange = z.infer<typeof PlayerSettingsChangeSchema>;

export const PartySchema = z.enum(["music-assistant", "bridge", "amazon", "alexa", "echo", "person"]);
export type Party = z.infer<typeof PartySchema>;

/** One line of what passed between the parties; the event `activity`. Secrets are masked before it leaves. */
export const ActivitySchema = z.object({
  id: z.number(),
  atEpochMs: z.number(),
  from: PartySchema,
  to: PartySchema,
  /** Such as `stream/start` or `AudioPlayer.PlaybackStarted`. */
  subject: z.string(),
  /** Which player it was about, by name. */
  player: z.string().optional(),
  detail: z.string().optional(),
});
export type Activity = z.infer<typeof ActivitySchema>;

/** One lamp of the bridge's health. `reason` says what to do when it is not lit. */
export const LampSchema = z.object({
  name: z.string(),
  lit: z.boolean(),
  reason: z.string().optional(),
});
export type Lamp = z.infer<typeof LampSchema>;

/** `GET /api/status`; the event `status`. */
export const StatusSchema = z.object({
  version: z.string(),
  demo: z.boolean(),
  /** Why this is a demo, when nobody asked for one. */
  notice: z.string().optional(),
  lamps: z.array(LampSchema),
});
export type Status = z.infer<typeof StatusSchema>;

/** `GET /api/demo/echos` answers a list of these: the simulated Echos as the room hears them. */
export const DemoEchoSchema = z.object({
  id: z.string(),
  name: z.string(),
  volume: z.number(),
  muted: z.boolean(),
  playing: z.boolean(),
  /** Milliseconds of the running stream that have sounded. */
  position: z.number(),
});
export type DemoEcho = z.infer<typeof DemoEchoSchema>;

export const DemoTuneSchema = z.object({
  id: z.string(),
  title: z.string(),
  artist: z.string(),
  durationMs: z.number(),
});
export type DemoTune = z.infer<typeof DemoTuneSchema>;

/** Music Assistant's side of one player in the demo. */
export const DemoRemoteSchema = z.object({
  id: z.string(),
  name: z.string(),
  available: z.boolean(),
  state: z.enum(["playing", "paused", "idle"]),
  volume: z.number(),
  muted: z.boolean(),
  tuneId: z.string().optional(),
  positionMs: z.number(),
});
export type DemoRemote = z.infer<typeof DemoRemoteSchema>;

/** `GET /api/demo`; the event `demo`. `remotes` is empty when a real Music Assistant is in use: its own page is the remote. */
export const DemoSchema = z.object({
  tunes: z.array(DemoTuneSchema),
  remotes: z.array(DemoRemoteSchema),
  echos: z.array(DemoEchoSchema),
});
export type Demo = z.infer<typeof DemoSchema>;

/** `POST /api/demo/music-assistant/<player id>`: a press on Music Assistant's own page. */
export const DemoRemotePressSchema = z.discriminatedUnion("press", [
  z.object({ press: z.literal("play"), tuneId: z.string().optional() }),
  z.object({ press: z.enum(["pause", "next", "previous", "stop"]) }),
  z.object({ press: z.literal("seek"), positionMs: z.number().min(0) }),
  z.object({ press: z.literal("volume"), volume: z.number().int().min(0).max(100) }),
  z.object({ press: z.literal("mute"), muted: z.boolean() }),
]);
export type DemoRemotePress = z.infer<typeof DemoRemotePressSchema>;

/** `POST /api/demo/echos/<id>/say`: words spoken in the room of that Echo. */
export const DemoSaySchema = z.object({ text: z.string().min(1).max(200) });
/** `POST /api/demo/echos/<id>/press`: a button pressed on that Echo, such as `volume-up`. */
export const DemoButtonSchema = z.object({
  button: z.enum(["volume-up", "volume-down", "mute", "play-pause", "next", "previous"]),
});
export type DemoButton = z.infer<typeof DemoButtonSchema>["button"];

/** `POST /api/session`: the password of a dashboard that is not on loopback. */
export const SessionRequestSchema = z.object({ password: z.string().min(1).max(1_000) });

/**
 * `GET /api/music-assistant`; the event `music-assistant`: the optional connection to Music Assistant's own API. `off`: no
 * token is stored; playback works without.
 */
export const MusicAssistantSchema = z.object({
  state: z.enum(["off", "searching", "connecting", "ready", "waiting", "refused", "setup-required", "unsupported"]),
  /** Such as `http://192.168.1.5:8095`, when it is known. */
  address: z.string().optional(),
  serverVersion: z.string().optional(),
  schemaVersion: z.number().optional(),
  /** Whose token it is. */
  user: z.string().optional(),
  /** What is wrong and what to do. */
  reason: z.string().optional(),
});
export type MusicAssistant = z.infer<typeof MusicAssistantSchema>;

const CredentialSchema = z.string().min(1).max(4_000);

/**
 * `POST /api/music-assistant`: connects with a token, with a name and password (used once, for a token), or with a join
 * code; answers MusicAssistant. Without an address, Music Assistant is looked for beside its Sendspin server.
 * `DELETE /api/music-assistant` forgets the token.
 */
export const MusicAssistantConnectSchema = z.union([
  z.object({ address: CredentialSchema.optional(), token: CredentialSchema }),
  z.object({ address: CredentialSchema.optional(), username: CredentialSchema, password: CredentialSchema }),
  z.object({ address: CredentialSchema.optional(), joinCode: CredentialSchema }),
]);
export type MusicAssistantConnect = z.infer<typeof MusicAssistantConnectSchema>;

/** Every error answer of the admin API: a code to search for and a sentence with the remedy. */
export const ApiErrorSchema = z.object({ code: z.string(), message: z.string() });
export type ApiError = z.infer<typeof ApiErrorSchema>;
