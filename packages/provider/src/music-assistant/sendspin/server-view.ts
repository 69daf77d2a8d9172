import { isDeepStrictEqual } from "node:util";

import type { Metadata, ServerState } from "@ma-alexa/protocol/sendspin";

import type { Clock } from "../../ports.js";

import { noController, offersPlay, withController, type ControllerView } from "./controller.js";
import type { SendspinEvents } from "./events.js";
import { MetadataAgenda } from "./metadata-agenda.js";
import { withMetadata, withModes, type Modes, type NowPlaying } from "./now-playing.js";

/** Tells one of the client's events. */
export type Tell = <Name extends keyof SendspinEvents>(name: Name, ...values: SendspinEvents[Name]) => void;

export interface ServerViewParts {
  readonly clock: Clock;
  readonly serverNowUs: () => number | undefined;
  readonly tell: Tell;
  /** The controller list is known anew; `play` tells whether Music Assistant holds the player. */
  readonly listed: (play: boolean) => void;
}

/** What one server says of its queue: what plays, how it goes on, and what it may be asked for. Told when it changes. */
export class ServerView {
  readonly #parts: ServerViewParts;
  readonly #agenda: MetadataAgenda;
  #isComplete = false;
  #track: NowPlaying = {};
  /** Of the controller object: where it names a mode, the metadata's null for it means nothing (aiosendspin 6.1.1). */
  #modes: Modes = {};
  #toldPlaying: NowPlaying = {};
  #controller: ControllerView = noController;

  constructor(parts: ServerViewParts) {
    this.#parts = parts;
    this.#agenda = new MetadataAgenda({
      clock: parts.clock,
      apply: (metadata) => {
        this.#track = withMetadata(this.#isComplete ? {} : this.#track, metadata);
        this.#tellPlaying();
      },
    });
  }

  get commands(): readonly string[] {
    return this.#controller.commands;
  }

  /** A new connection: what the last one said counts no more. `isComplete`: its state objects are, or else deltas. */
  begin(isComplete: boolean): void {
    this.#isComplete = isComplete;
    this.#forget();
  }

  /** The connection is gone; what played stays on the screens until the next one. */
  end(): void {
    this.#agenda.stop();
    this.#controllerIs(noController);
  }

  /** The server has taken the roles away that these objects belong to, without saying more (dialect E10). */
  lost(roles: { readonly metadata: boolean; readonly controller: boolean }): void {
    if (roles.metadata) this.#metadata(null);
    if (roles.controller) this.#controllerState(null);
  }

  /** Takes one server/state in. */
  state(state: ServerState): void {
    if (state.metadata !== undefined) this.#metadata(state.metadata);
    if (state.controller !== undefined) this.#controllerState(state.controller);
  }

  #metadata(metadata: Metadata | null): void {
    // Only the servers that send complete objects send them ahead of their time.
    this.#agenda.take(metadata, this.#isComplete ? this.#parts.serverNowUs() : undefined);
  }

  #controllerState(state: NonNullable<ServerState["controller"]> | null): void {
    this.#modes = withModes(this.#isComplete ? {} : this.#modes, state ?? {});
    this.#tellPlaying();
    this.#controllerIs(withController(this.#isComplete ? noController : this.#controller, state));
    this.#parts.listed(offersPlay(this.#controller));
  }

  #forget(): void {
    this.#agenda.stop();
    this.#track = {};
    this.#modes = {};
    this.#tellPlaying();
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
}
