import type { StreamPlayer } from "@ma-alexa/protocol/sendspin";

import type { StreamFormat } from "./events.js";

/** The parameters of a `stream/start` in our words. */
export function streamFormatOf(player: StreamPlayer): StreamFormat {
  const format = {
    codec: player.codec,
    sampleRateHz: player.sample_rate,
    channels: player.channels,
    bitDepth: player.bit_depth,
  };
  return typeof player.codec_header === "string" ? { ...format, codecHeader: player.codec_header } : format;
}

/** Whether a clear or end is about our audio: it names the player, with or without a version, or names nobody. */
export function concernsPlayer(roles: readonly string[] | undefined): boolean {
  return roles === undefined || roles.some((role) => role === "player" || role.startsWith("player@"));
}
