import type { PlayerCommand, StreamFormat } from "../music-assistant/sendspin/events.js";
import type { LinkState } from "../music-assistant/sendspin/link-state.js";
import type { NowPlaying } from "../music-assistant/sendspin/now-playing.js";

import type { Tell } from "./activity.js";
import type { PlayerClient } from "./neighbours.js";
import type { Timeline } from "./timeline/timeline.js";

/** Who is told what Music Assistant says. */
export interface ClientListener {
  /** How the connection is protected has changed. */
  readonly secured: () => void;
  readonly timeline: Timeline;
  readonly linked: (link: LinkState) => void;
  /** `endsEarly`: this server ends a stream when it is produced. */
  readonly greeted: (endsEarly: boolean) => void;
  readonly streamStarted: (format: StreamFormat) => void;
  readonly commanded: (command: PlayerCommand) => void;
  readonly told: (playing: NowPlaying) => void;
  readonly offered: (commands: readonly string[]) => void;
}

/** Passes on everything a client tells, and writes it down. */
export function listenTo(client: PlayerClient, tell: Tell, listener: ClientListener): void {
  const { timeline } = listener;
  const note = (subject: string, detail?: string): void => {
    tell("music-assistant", "bridge", subject, detail);
  };
  let title: string | undefined;
  client.on("link", listener.linked);
  client.on("hello", ({ serverName, sendsStateBeforeHello }) => {
    note("server/hello", serverName);
    listener.greeted(sendsStateBeforeHello);
  });
  client.on("streamStart", (format) => {
    note("stream/start", `${format.codec} ${format.sampleRateHz}/${format.bitDepth}/${format.channels}`);
    listener.streamStarted(format);
  });
  client.on("audio", ({ timestampUs, payload }) => {
    timeline.audio(timestampUs, payload);
  });
  client.on("streamClear", () => {
    note("stream/clear");
    timeline.streamClear();
  });
  client.on("streamEnd", () => {
    note("stream/end");
    timeline.streamEnd();
  });
  client.on("group", ({ playing }) => {
    note("group/update", playing ? "playing" : "stopped");
    timeline.group(playing);
  });
  client.on("command", (command) => {
    note(`server/command ${command.kind}`, commandDetail(command));
    listener.commanded(command);
  });
  client.on("metadata", (playing) => {
    if (playing.title !== title) note("metadata", titleOf(playing));
    title = playing.title;
    listener.told(playing);
  });
  client.on("security", listener.secured);
  client.on("controller", ({ commands }) => {
    listener.offered(commands);
  });
}

/** Undoes `listenTo`; the client belongs to one player, so nobody else listens. */
export function stopListening(client: PlayerClient): void {
  for (const name of CLIENT_EVENTS) client.removeAllListeners(name);
}

const CLIENT_EVENTS = [
  "link",
  "hello",
  "streamStart",
  "audio",
  "streamClear",
  "streamEnd",
  "group",
  "command",
  "metadata",
  "controller",
  "security",
] as const;

function commandDetail(command: PlayerCommand): string {
  switch (command.kind) {
    case "volume":
      return String(command.volume);
    case "mute":
      return command.muted ? "muted" : "unmuted";
    case "delay":
      return `${command.delayMs} ms`;
  }
}

function titleOf({ title, artist }: NowPlaying): string | undefined {
  return artist === undefined ? title : `${title ?? "?"} · ${artist}`;
}
