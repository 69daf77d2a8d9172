import { describe, expect, it, onTestFinished } from "vitest";
import { TestClock } from "./clock.js";
import { householdEffects } from "./effects.js";
import { createStreet } from "./street.js";

async function scene() {
  const clock = new TestClock();
  const street = await createStreet({ clock });
  onTestFinished(() => street.stop());
  const group = street.devices.map((device) => device.describe()).find(({ family }) => family === "WHA");
  const members = (serial: string) => (serial === group?.serial ? group.clusterMembers : undefined);
  const effects = householdEffects(() => ({ echos: street.echos, devices: street.devices, members }));
  return { clock, street, effects, group };
}

describe("what Amazon does to the household", () => {
  it("reaches one Echo, or every member of a group", async () => {
    const { street, effects, group } = await scene();
    await effects.setVolume(street.echo("Bedroom Show").serial, 11);
    await effects.setVolume(group?.serial ?? "", 55);
    expect(street.echos.map(({ volume }) => volume)).toEqual([55, 55, 11]);
    await effects.transport(group?.serial ?? "", { type: "VolumeLevelCommand", volumeLevel: 7 });
    expect(street.echos.map(({ volume }) => volume)).toEqual([7, 7, 11]);
  });

  it("lists the Echos, their group and a phone", async () => {
    const { street } = await scene();
    const facts = street.devices.map((device) => device.describe());
    expect(facts.map(({ name, family }) => `${name} ${family}`)).toEqual([
      "Kitchen ECHO",
      "Living Room ECHO",
      "Bedroom Show KNIGHT",
      "Downstairs WHA",
      "Alexa on a phone VOX",
    ]);
    expect(facts[3]?.clusterMembers).toEqual(facts.slice(0, 2).map(({ serial }) => serial));
    expect(facts[0]?.parentClusters).toEqual([facts[3]?.serial]);
  });

  it("is the same for the same seed", async () => {
    const [one, other] = [await scene(), await scene()];
    expect(one.street.echos.map(({ serial }) => serial)).toEqual(other.street.echos.map(({ serial }) => serial));
  });
});
