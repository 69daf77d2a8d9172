import { expect, it, onTestFinished } from "vitest";
import { HOUSE_TEST_MS, openHouse, type House } from "./testing/house.js";

/** A house whose bridge is connected to Music Assistant's own API. */
async function connectedHouse(): Promise<House> {
  const house = await openHouse({ echos: [{ name: "Kitchen" }] });
  const { musicAssistant } = house.demo.bridge;
  await musicAssistant.connect({ address: house.ma.api.url, token: house.ma.api.accounts.issue("test") });
  await house.until("The API is ready", () => musicAssistant.shown().state === "ready");
  return house;
}

it("knows the queue of an Echo that plays, steers it, and shows its pictures", { timeout: HOUSE_TEST_MS }, async () => {
  const house = await connectedHouse();
  const { musicAssistant, household, art } = house.demo.bridge;
  await house.play("Kitchen");
  const player = household.players().find(({ name }) => name === "Kitchen")?.id ?? "";
  const changes: string[] = [];
  onTestFinished(musicAssistant.playQueues.follow((id) => changes.push(id)));
  await house.until("The queue is known", () => musicAssistant.playQueues.of(player)?.at(1) !== undefined);
  const queue = musicAssistant.playQueues.of(player);
  expect([queue?.total, queue?.currentIndex, queue?.at(0)?.media.name]).toEqual([6, 0, "Ode to Joy"]);
  musicAssistant.steerer.jump(player, queue?.at(3)?.queueItemId ?? "");
  await house.until("The fourth plays", () => house.remote("Kitchen").queueIndex === 3);
  await house.until("It is told", () => musicAssistant.playQueues.of(player)?.currentIndex === 3);
  expect(changes).toContain(player);
  const picture = await fetch(art.url(queue?.at(0)?.media.image ?? "", 256));
  expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
});

it("plays on when the API goes away, and says so", { timeout: HOUSE_TEST_MS }, async () => {
  const house = await connectedHouse();
  await house.play("Kitchen");
  house.ma.api.accounts.revokeAll();
  house.ma.api.dropConnections();
  const { musicAssistant } = house.demo.bridge;
  await house.until("The token is refused", () => musicAssistant.shown().state === "refused");
  expect(musicAssistant.shown().reason).toContain("connect it anew");
  await house.pass(3_000);
  expect(house.echo("Kitchen").playing).toBe(true);
  expect(house.reason("Kitchen")).toBeUndefined();
});
