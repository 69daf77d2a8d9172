import { TestClock } from "../../clock.js";
import type { MusicAssistantOptions } from "../music-assistant-options.js";
import { createSimulatedMusicAssistant, type SimulatedMusicAssistant } from "../simulated-music-assistant.js";
import { BareClient, summary, type Arrival } from "./bare-client.js";

/** A simulated Music Assistant and one bare client that it holds, on a clock of their own. */
export class Scene {
  readonly clock: TestClock;
  readonly ma: SimulatedMusicAssistant;
  readonly client: BareClient;
  readonly player = "Kitchen Echo";
  /** What the last call of {@link words} read. */
  last: readonly Arrival[] = [];

  private constructor(clock: TestClock, ma: SimulatedMusicAssistant, client: BareClient) {
    this.clock = clock;
    this.ma = ma;
    this.client = client;
  }

  /** Greeted, told the state, registered. */
  static async open(
    options: Partial<MusicAssistantOptions> = {},
    client: { capacityBytes?: number; leadMs?: number } = {},
  ): Promise<Scene> {
    const clock = new TestClock();
    const ma = await createSimulatedMusicAssistant({ clock, ...options });
    const bare = new BareClient(ma, clock, client);
    const scene = new Scene(clock, ma, bare);
    await bare.hello();
    await clock.until("greeted", () => bare.arrivals.some((one) => one.message?.type === "server/hello"));
    bare.state();
    await clock.until("registered", () => ma.players().some((one) => one.available), 11_000);
    await clock.advance(20);
    return scene;
  }

  /** The messages since the last call in short words; audio is kept in {@link last}. */
  words(): string[] {
    this.last = this.client.take();
    return summary(this.last).filter((word) => word !== "audio");
  }

  command(command: "play" | "pause" | "stop" | "next" | "previous" | "repeat_one" | "shuffle"): void {
    this.client.say({ type: "client/command", payload: { controller: { command } } });
  }

  /** Nothing may be left on the clock afterwards. */
  async end(): Promise<void> {
    await this.ma.stop();
  }
}
