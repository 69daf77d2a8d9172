import { settle } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";

import { echo, house, MemoryStore } from "./testing/house.js";

const SERIAL = "SERIAL-OF-Kitchen";

/** A house with one Echo that plays. */
async function playingKitchen() {
  const home = house([echo("Kitchen")]);
  await home.household.start();
  await settle();
  const kitchen = home.client("Kitchen");
  const id = home.household.players()[0]?.id ?? "";
  kitchen.stream();
  home.household.control.report(id, { kind: "fetched", playId: "a" });
  home.clock.tick(1_500);
  home.household.control.report(id, { kind: "started", playId: "a", offsetMs: 0 });
  home.streams.held = 4_000;
  return { ...home, kitchen, id, shown: () => home.household.players()[0] };
}

describe("a household", () => {
  it("lists what can play as players and the rest with its reason", async () => {
    const group = echo("Everywhere", { kind: "group", playable: false, reason: "Groups come later." });
    const { household, clients } = house([echo("Kitchen"), group]);
    await household.start();
    expect(household.players()).toMatchObject([
      { name: "Everywhere", kind: "group", state: "idle", reason: "Groups come later.", volume: null },
      { name: "Kitchen", kind: "speaker", state: "idle", muted: false },
    ]);
    expect([...clients.keys()]).toEqual(["Kitchen"]);
  });

  it("makes a group a player while a music skill can be handed its queue, and starts it through one of its Echos", async () => {
    const reason = "Alexa groups can only be started by the music skill: make it first";
    const members = ["SERIAL-OF-Bath", "SERIAL-OF-Kitchen"];
    const group = echo("Everywhere", { kind: "group", playable: false, reason, members });
    let canHandOff = false;
    const settings = { canHandOff: () => canHandOff, handOff: () => "ask home music to play my mix" };
    const { household, account } = house([echo("Bath", { online: false }), echo("Kitchen"), group], { settings });
    await household.start();
    const everywhere = () => household.players().find(({ name }) => name === "Everywhere");
    expect(everywhere()).toMatchObject({ exposed: false, reason });
    canHandOff = true;
    await household.review();
    expect(everywhere()).toMatchObject({ exposed: true, kind: "group", state: "idle" });
    const id = everywhere()?.id ?? "";
    const { signal } = new AbortController();
    expect(await household.launcher.launch(id, "skill", signal)).toMatchObject({ outcome: "refused" });
    expect(await household.launcher.launch(id, "hand-off", signal)).toEqual({ outcome: "sent" });
    expect(account.done).toEqual(["text SERIAL-OF-Kitchen ask home music to play my mix on Everywhere"]);
    canHandOff = false;
    await household.review();
    expect(everywhere()).toMatchObject({ exposed: false, reason });
  });

  it("keeps an Echo the same player over a restart, in a secret document", async () => {
    const store = new MemoryStore();
    const first = house([echo("Kitchen")], { store });
    await first.household.start();
    const [before] = first.household.players();
    await first.household.stop();
    const second = house([echo("Kitchen", { name: "Galley", serial: SERIAL })], { store });
    await second.household.start();
    expect(before?.id).toHaveLength(16);
    expect(second.household.players()[0]?.id).toBe(before?.id);
    expect([...store.secrets]).toEqual(["sendspin-identities"]);
  });

  it("adds, renames and removes players as Amazon lists them", async () => {
    const { household, account, client, clients } = house([echo("Kitchen")]);
    await household.start();
    await settle();
    account.emit("devices", [echo("Kitchen", { name: "Galley" }), echo("Bath")]);
    await settle();
    expect(household.players().map(({ name }) => name)).toEqual(["Bath", "Galley"]);
    expect(client("Kitchen").isRunning).toBe(false);
    account.emit("devices", []);
    await settle();
    expect([...clients.values()].some(({ isRunning }) => isRunning)).toBe(false);
  });

  it("leaves Music Assistant when the Echo is away for long, and comes back with it", async () => {
    const { household, account, client, clock } = house([echo("Kitchen")]);
    await household.start();
    await settle();
    const tell = async (online: boolean): Promise<void> => {
      account.emit("fact", { serial: SERIAL, atEpochMs: clock.epoch(), kind: "connection", online });
      await settle();
    };
    await tell(false);
    expect(household.players()[0]).toMatchObject({ state: "offline", online: false });
    clock.tick(9_999);
    expect(client("Kitchen").isRunning).toBe(true);
    clock.tick(1);
    await settle();
    expect(client("Kitchen").isRunning).toBe(false);
    await tell(true);
    expect(client("Kitchen").isRunning).toBe(true);
  });

  it("shows the level that was reported before the Echo was a player", async () => {
    const { household, account } = house([]);
    await household.start();
    account.emit("fact", { serial: SERIAL, atEpochMs: 0, kind: "volume", level: 35, muted: false });
    account.emit("devices", [echo("Kitchen")]);
    await settle();
    expect(household.players()[0]?.volume).toBe(35);
  });

  it("stops without leaving a timer", async () => {
    const { household, clock, kitchen } = await playingKitchen();
    kitchen.emit("streamEnd");
    await household.stop();
    expect(clock.pending).toBe(0);
    expect(kitchen.isRunning).toBe(false);
    expect(household.players()).toEqual([]);
  });

  it("writes no serial number and no key into the activity", async () => {
    const { household, activity, kitchen, store } = await playingKitchen();
    kitchen.emit("command", { kind: "volume", volume: 20 });
    household.emit("players", []);
    const text = JSON.stringify(activity);
    const keys = JSON.stringify(store.documents.get("sendspin-identities")).match(/[\w-]{43}/g) ?? [];
    expect(keys).toHaveLength(2);
    expect(text).toContain("Kitchen");
    for (const secret of [SERIAL, ...keys]) expect(text).not.toContain(secret);
  });
});

describe("a bridged player", () => {
  it("launches the Echo when Music Assistant plays and shows how far it is", async () => {
    const { household, client, desk } = house([echo("Kitchen")]);
    await household.start();
    await settle();
    const id = household.players()[0]?.id ?? "";
    client("Kitchen").stream();
    expect(desk.started).toEqual([id]);
    expect(household.players()[0]?.state).toBe("launching");
    household.control.report(id, { kind: "fetched", playId: "a" });
    household.control.report(id, { kind: "started", playId: "a", offsetMs: 0 });
    expect(household.players()[0]?.state).toBe("playing");
    expect(household.control.view(id)).toEqual({ name: "Kitchen", streaming: true, generation: 1 });
  });

  it("says why a launch failed and makes Music Assistant pause", async () => {
    const { household, client, desk } = house([echo("Kitchen")]);
    await household.start();
    await settle();
    client("Kitchen").stream();
    desk.decide({ outcome: "failed", code: "NO_REQUEST", reason: "Kitchen did not ask for its stream." });
    await settle();
    expect(client("Kitchen").commands).toEqual(["pause"]);
    expect(household.players()[0]).toMatchObject({ state: "idle", reason: "Kitchen did not ask for its stream." });
  });

  it("silences first and stops through Amazon when Music Assistant pauses", async () => {
    const { account, clock, id, kitchen, shown, streams } = await playingKitchen();
    kitchen.emit("streamEnd");
    kitchen.emit("group", { playing: false });
    clock.tick(500);
    expect(streams.silenced).toEqual([id]);
    expect(account.done).toEqual([`stop ${SERIAL}`]);
    expect(shown()?.state).toBe("paused");
  });

  it("makes no Amazon call for a skip", async () => {
    const { account, clock, desk, household, id, kitchen, shown } = await playingKitchen();
    kitchen.emit("streamEnd");
    kitchen.stream(2_000);
    clock.tick(5_000);
    expect(account.done).toEqual([]);
    expect(desk.started).toHaveLength(1);
    expect(shown()?.state).toBe("playing");
    expect(household.control.view(id)?.generation).toBe(2);
  });

  it("does not stop an Echo twice that has asked for the pause itself", async () => {
    const { account, clock, household, id, kitchen, shown } = await playingKitchen();
    household.control.wish(id, "pause");
    kitchen.emit("streamEnd");
    kitchen.emit("group", { playing: false });
    clock.tick(20_000);
    expect(kitchen.commands).toEqual(["pause"]);
    expect(account.done).toEqual([]);
    expect(shown()?.state).toBe("paused");
  });

  it.each([
    ["its own, through a group that plays ours", true, undefined],
    ["somebody else's, through any other group", false, true],
  ])("takes what it plays for %s", async (_name, isGroupOurs, external) => {
    const { household, account, client, clock } = house([echo("Kitchen"), echo("Everywhere", { kind: "group" })]);
    await household.start();
    await settle();
    const idOf = (name: string): string => household.players().find((player) => player.name === name)?.id ?? "";
    client("Kitchen").stream();
    household.control.report(idOf("Kitchen"), { kind: "fetched", playId: "a" });
    household.control.report(idOf("Kitchen"), { kind: "started", playId: "a", offsetMs: 0 });
    clock.tick(6_000);
    household.control.report(idOf("Kitchen"), { kind: "stopped", playId: "a", offsetMs: 6_000 });
    if (isGroupOurs) client("Everywhere").stream();
    const through = { group: "SERIAL-OF-Everywhere", media: { title: "So What" }, source: "books" } as const;
    account.emit("fact", { kind: "player", serial: SERIAL, atEpochMs: 0, state: "playing", ...through });
    expect(client("Kitchen").reported.find((report) => "external" in report)?.external).toBe(external);
    expect(household.players().find(({ name }) => name === "Kitchen")?.external).toBe(external);
  });

  it("plays on after a spoken question and pauses after a silence that lasts", async () => {
    const { clock, household, id, kitchen, shown } = await playingKitchen();
    household.control.report(id, { kind: "stopped", playId: "a", offsetMs: 5_000 });
    clock.tick(14_999);
    household.control.report(id, { kind: "started", playId: "a", offsetMs: 5_000 });
    expect(kitchen.commands).toEqual([]);
    household.control.report(id, { kind: "stopped", playId: "a", offsetMs: 9_000 });
    clock.tick(15_000);
    expect(kitchen.commands).toEqual(["pause"]);
    expect(shown()?.state).toBe("paused");
  });

  it("silences and stops the Echo ten seconds after Music Assistant is gone", async () => {
    const { account, clock, id, kitchen, shown, streams } = await playingKitchen();
    kitchen.link = { kind: "offline", sinceEpochMs: clock.epoch(), reason: "Music Assistant has been unreachable." };
    kitchen.emit("link", kitchen.link);
    clock.tick(10_000);
    expect(streams.silenced).toEqual([id]);
    expect(account.done).toEqual([`stop ${SERIAL}`]);
    expect(shown()).toMatchObject({ state: "idle", reason: "Music Assistant has been unreachable." });
  });

  it("sends a volume at once, and one that belongs to an announcement when that is heard", async () => {
    const { account, clock, kitchen } = await playingKitchen();
    kitchen.emit("command", { kind: "volume", volume: 50 });
    expect(account.done).toEqual([`volume ${SERIAL} 50`]);
    kitchen.emit("streamEnd");
    kitchen.emit("command", { kind: "volume", volume: 70 });
    kitchen.stream(4_000);
    clock.tick(3_999);
    expect(account.done).toHaveLength(1);
    clock.tick(1);
    expect(account.done.at(-1)).toBe(`volume ${SERIAL} 70`);
  });

  it("remembers its level over a restart and returns to it after a mute", async () => {
    const store = new MemoryStore();
    const first = house([echo("Kitchen")], { store });
    await first.household.start();
    first.account.emit("fact", { serial: SERIAL, atEpochMs: 0, kind: "volume", level: 40, muted: false });
    first.client("Kitchen").emit("command", { kind: "mute", muted: true });
    await first.household.stop();
    const second = house([echo("Kitchen")], { store });
    await second.household.start();
    expect(second.household.players()[0]).toMatchObject({ volume: 40, muted: true });
    second.client("Kitchen").emit("command", { kind: "mute", muted: false });
    expect(second.account.done).toEqual([`volume ${SERIAL} 40`]);
  });

  it("reports what the Echo holds as lead time, and its start latency when idle", async () => {
    const { clock, kitchen, streams } = await playingKitchen();
    const leads = (): readonly (number | undefined)[] =>
      kitchen.reported.map(({ requiredLeadTimeMs }) => requiredLeadTimeMs).filter((lead) => lead !== undefined);
    clock.tick(4_000);
    expect(leads()).toEqual([4_000]);
    streams.held = undefined;
    clock.tick(2_000);
    expect(leads()).toEqual([4_000, 1_500]);
  });

  it("shows what is heard, not what Music Assistant is at", async () => {
    const { kitchen, shown, streams } = await playingKitchen();
    const atServerUs = kitchen.serverNowUs();
    kitchen.emit("metadata", {
      title: "Tune",
      progress: { positionMs: 30_000, durationMs: 60_000, speed: 1, atServerUs },
    });
    streams.sounding = atServerUs - 2_000_000;
    expect(shown()?.nowPlaying).toMatchObject({
      title: "Tune",
      positionMs: 28_000,
      durationMs: 60_000,
      advancing: true,
    });
  });

  it("launches by the skill's id or by the phrase of the Echo's language", async () => {
    const settings = { skillId: "amzn1.ask.skill.1", invocationNames: { "de-DE": "musik assistent" } };
    const { household, account } = house([echo("Kitchen", { locale: "de-DE" })], { settings });
    await household.start();
    const id = household.players()[0]?.id ?? "";
    const { signal } = new AbortController();
    expect(await household.launcher.launch(id, "skill", signal)).toEqual({ outcome: "sent" });
    expect(await household.launcher.launch(id, "phrase", signal)).toEqual({ outcome: "sent" });
    expect(account.done).toEqual([
      `skill ${SERIAL} amzn1.ask.skill.1`,
      `text ${SERIAL} sag musik assistent spiele audio`,
    ]);
    expect(await household.launcher.launch("nobody", "skill", signal)).toMatchObject({ outcome: "refused" });
  });
});
