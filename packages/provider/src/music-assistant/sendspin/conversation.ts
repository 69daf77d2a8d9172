import { isDeepStrictEqual } from "node:util";

import { WireError } from "@ma-alexa/protocol";
import { decodeAudioFrame, encodeMessage, parseServerMessage } from "@ma-alexa/protocol/sendspin";
import type {
  GroupUpdate,
  KnownClientMessage,
  ServerCommand,
  ServerHello,
  ServerMessage,
  ServerState,
} from "@ma-alexa/protocol/sendspin";

import type { Clock, Logger } from "../../ports.js";

import { controllerCommand, noController, offersPlay, withController } from "./controller.js";
import type { ControllerArguments, ControllerView } from "./controller.js";
import type { SendspinEvents } from "./events.js";
import { clientHello, type ClientIdentity } from "./hello.js";
import { withMetadata, withModes, type Modes, type NowPlaying } from "./now-playing.js";
import { clientState, initialReport, updatedReport, type PlayerReport } from "./player-report.js";
import { playerCommandOf, reportAfter } from "./player-command.js";
import { concernsPlayer, streamFormatOf } from "./stream.js";
import { TimeKeeper } from "./time-keeper.js";

/** What a conversation needs of the client around it. */
export interface ConversationParts {
  readonly identity: ClientIdentity;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Sends one text frame; false when no socket is open. */
  readonly send: (text: string) => boolean;
  readonly tell: <Name extends keyof SendspinEvents>(name: Name, ...values: SendspinEvents[Name]) => void;
  /** The server has greeted us; `granted` tells whether we may play. */
  readonly greeted: (granted: boolean) => void;
  /** The controller list is known anew. */
  readonly listed: (play: boolean) => void;
}

/**
 * What is said with one server over one connection, and what stays true over several: our own report and the server's
 * clock. The order is that of Sendspin reference 1.2: hello, hello, full state, and from then on both talk freely;
 * the server may send state and group before its hello.
 */
export class Conversation {
  readonly #parts: ConversationParts;
  readonly #time: TimeKeeper;
  #report: PlayerReport = initialReport;
  #isGreeted = false;
  #hasStateBeforeHello = false;
  #track: NowPlaying = {};
  /** Of the controller object: where it names a mode, the metadata's null for it means nothing (aiosendspin 6.1.1). */
  #modes: Modes = {};
  #toldPlaying: NowPlaying = {};
  #controller: ControllerView = noController;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
    this.#time = new TimeKeeper({
      clock: parts.clock,
      ask: (clientTransmittedUs) => {
        this.#send({ type: "client/time", payload: { client_transmitted: clientTransmittedUs } });
      },
    });
  }

  /** A socket is open: greets, and says nothing more until the server has greeted too. */
  begin(): void {
    this.#isGreeted = false;
    this.#hasStateBeforeHello = false;
    this.#track = {};
    this.#modes = {};
    this.#tellPlaying();
    this.#send({ type: "client/hello", payload: clientHello(this.#parts.identity) });
  }

  /** The socket is gone or going: nothing more is sent. */
  end(): void {
    this.#isGreeted = false;
    this.#time.stop();
    this.#controllerIs(noController);
  }

  /** Changes our report; the full state goes out when something is different and a server is listening. */
  report(change: Partial<PlayerReport>): void {
    const next = updatedReport(this.#report, change);
    if (isDeepStrictEqual(next, this.#report)) return;
    this.#report = next;
    this.#sendState();
  }

  /** Asks the server for `command`; false when it was not offered or nobody is listening. */
  command(command: string, args: ControllerArguments): boolean {
    if (!this.#isGreeted || !this.#controller.commands.includes(command)) return false;
    const controller = controllerCommand(command, args);
    return controller !== undefined && this.#send({ type: "client/command", payload: { controller } });
  }

  serverNowUs(): number | undefined {
    return this.#time.serverNowUs();
  }

  /** Takes one text frame. A malformed message is logged with the place of its error, and the conversation goes on. */
  heard(text: string): void {
    const message = this.#readable(() => parseServerMessage(text));
    if (message === undefined) return;
    if (message.type === "unknown") this.#parts.logger.debug({ name: message.name }, "« a message we do not know");
    else if (message.type !== "server/time") this.#parts.logger.debug({}, `« ${message.type}`);
    this.#answer(message);
  }

  /** Takes one binary frame; what is not audio is not for us. */
  heardBinary(bytes: Uint8Array): void {
    const frame = this.#readable(() => decodeAudioFrame(bytes));
    if (frame !== undefined) this.#parts.tell("audio", frame);
  }

  #readable<Value>(read: () => Value): Value | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#parts.logger.warn({ what: error.what, path: error.path }, "A malformed message was ignored");
      return undefined;
    }
  }

  #answer(message: ServerMessage): void {
    switch (message.type) {
      case "server/hello":
        this.#serverHello(message.payload);
        return;
      case "server/time":
        this.#time.answered({
          clientTransmittedUs: message.payload.client_transmitted,
          serverReceivedUs: message.payload.server_received,
          serverTransmittedUs: message.payload.server_transmitted,
        });
        return;
      case "server/state":
        this.#serverState(message.payload);
        return;
      case "server/command":
        this.#serverCommand(message.payload);
        return;
      case "group/update":
        this.#groupUpdate(message.payload);
        return;
      case "stream/start":
        if (message.payload.player !== undefined)
          this.#parts.tell("streamStart", streamFormatOf(message.payload.player));
        return;
      case "stream/clear":
        if (concernsPlayer(message.payload.roles)) this.#parts.tell("streamClear");
        return;
      case "stream/end":
        if (concernsPlayer(message.payload.roles)) this.#parts.tell("streamEnd");
        return;
      case "server/error":
        this.#parts.logger.warn({ reason: message.payload.reason }, "Music Assistant refused the connection");
        return;
      case "unknown":
        return;
    }
  }

  #serverHello(hello: ServerHello): void {
    if (this.#isGreeted) return;
    this.#isGreeted = true;
    this.#sendState();
    this.#time.start();
    this.#parts.tell("hello", {
      serverName: hello.name,
      serverId: hello.server_id,
      sendsStateBeforeHello: this.#hasStateBeforeHello,
    });
    this.#parts.greeted(hello.active_roles.includes("player@v1"));
  }

  #serverState(state: ServerState): void {
    if (!this.#isGreeted) this.#hasStateBeforeHello = true;
    if (state.metadata !== undefined) this.#track = withMetadata(this.#track, state.metadata);
    if (state.controller !== undefined) this.#modes = withModes(this.#modes, state.controller ?? {});
    this.#tellPlaying();
    if (state.controller === undefined) return;
    this.#controllerIs(withController(this.#controller, state.controller));
    this.#parts.listed(offersPlay(this.#controller));
  }

  #serverCommand({ player }: ServerCommand): void {
    const command = player === undefined ? undefined : playerCommandOf(player);
    if (command === undefined) return;
    this.#report = updatedReport(this.#report, reportAfter(command));
    // Echoed even when nothing changed: the server waits for the answer to what it asked (Sendspin reference 1.3).
    this.#sendState();
    this.#parts.tell("command", command);
  }

  #groupUpdate(group: GroupUpdate): void {
    if (group.playback_state === undefined || group.playback_state === "unknown") return;
    this.#parts.tell("group", { playing: group.playback_state === "playing" });
  }

  #tellPlaying(): void {
    const playing = { ...this.#track, ...this.#modes };
    if (isDeepStrictEqual(playing, this.#toldPlaying)) return;
    this.#toldPlaying = playing;
    this.#parts.tell("metadata", playing);
  }

  #controllerIs(controller: ControllerView): void {
    if (isDeepStrictEqual(controller, this.#controller)) return;
    this.#controller = controller;
    this.#parts.tell("controller", controller);
  }

  #sendState(): void {
    if (this.#isGreeted) this.#send({ type: "client/state", payload: clientState(this.#report) });
  }

  #send(message: KnownClientMessage): boolean {
    if (message.type !== "client/time") this.#parts.logger.debug({}, `» ${message.type}`);
    return this.#parts.send(encodeMessage(message));
  }
}
