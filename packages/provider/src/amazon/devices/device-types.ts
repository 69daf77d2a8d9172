/** Names of Amazon's device types, for people (Amazon reference 5.2; lists of aioamazondevices and ioBroker, 2026). */
const MODELS: Readonly<Record<string, string>> = {
  AB72C64C86AW2: "Echo (1st generation)",
  A7WXQPH584YP: "Echo (2nd generation)",
  A3FX4UWTP28V1P: "Echo (3rd generation)",
  A2M35JJZWCQOMZ: "Echo Plus (1st generation)",
  A18O6U1UQFJ0XK: "Echo Plus (2nd generation)",
  A38949IHXHRQ5P: "Echo Tap",
  AKNO1N0KSFN8L: "Echo Dot (1st generation)",
  A3S5BH2HU6VAYF: "Echo Dot (2nd generation)",
  A1RABVCI4QCIKC: "Echo Dot (3rd generation)",
  A32DDESGESSHZA: "Echo Dot (3rd generation)",
  A32DOYMUN6DTXA: "Echo Dot (3rd generation)",
  A30YDR2MK8HMRV: "Echo Dot with clock (3rd generation)",
  A2U21SRK4QGSE1: "Echo Dot (4th generation)",
  A3RMGO6LYLH7YN: "Echo Dot (4th generation)",
  A2H4LV5GIZ1JFT: "Echo Dot with clock (4th generation)",
  A4ZXE0RM7LQ7A: "Echo Dot (5th generation)",
  A2DS1Q2TPDJ48U: "Echo Dot with clock (5th generation)",
  A3RBAYBE7VM004: "Echo Studio",
  ASQZWP4GPYUT7: "Echo Pop",
  A3VRME03NAXFUB: "Echo Flex",
  A1JJ0KFC4ZPNJ3: "Echo Input",
  A27VEYGQBW3YR5: "Echo Link",
  A2RU4B77X9R9NZ: "Echo Link Amp",
  A3SSG6GR8UU7SN: "Echo Sub",
  A303PJF6ISQ7IC: "Echo Auto (1st generation)",
  A13W6HQIHKEN3Z: "Echo Auto (2nd generation)",
  A1NL4BVLQ4L3N3: "Echo Show (1st generation)",
  AWZZ5CVHX2CD: "Echo Show (2nd generation)",
  A4ZP7ZC4PI6TO: "Echo Show 5 (1st generation)",
  A1XWJRHALS1REP: "Echo Show 5 (2nd generation)",
  A11QM4H9HGV71H: "Echo Show 5 (3rd generation)",
  A1Z88NGR2BK6A2: "Echo Show 8 (1st generation)",
  A15996VY63BQ2D: "Echo Show 8 (2nd generation)",
  A2UONLFQW0PADH: "Echo Show 8 (3rd generation)",
  AIPK7MM90V7TB: "Echo Show 10",
  A1EIANJ7PNB0Q7: "Echo Show 15",
  AQ24620N8QD5Q: "Echo Show 15 (2nd generation)",
  A10A33FOX2NUBK: "Echo Spot (1st generation)",
  A3EH2E0YZ30OD6: "Echo Spot (2nd generation)",
  A2OSP3UA4VC85F: "Sonos One (1st generation)",
  AVD3HM0HOJAAL: "Sonos One (2nd generation)",
  A2RG3FY1YV97SS: "Sonos Move",
  A2Z8O30CD35N8F: "Sonos Arc",
  A39OV95SPFQ9YG: "Sonos Era 100",
  A3NPD82ABCPIDP: "Sonos Beam",
  A2E0SNTXJVT7WK: "Fire TV (1st generation)",
  A2GFL5ZMWNE0PX: "Fire TV (3rd generation)",
  ADVBD696BHNV5: "Fire TV Stick (1st generation)",
  A2LWARUGJLBYEW: "Fire TV Stick (2nd generation)",
  A31DTMEEVDDOIV: "Fire TV Stick Lite",
  AKPGW064GI9HE: "Fire TV Stick 4K (1st generation)",
  A1Q6UGEXJZWJQ0: "Fire TV Stick 4K (2nd generation)",
  A3HF4YRA2L7XGC: "Fire TV Cube (1st generation)",
  A2JKHJ0PX4J3L3: "Fire TV Cube (2nd generation)",
  A1VGB7MHSIEYFK: "Fire TV Cube (3rd generation)",
  A3C9PE6TNYLTCH: "Speaker group",
  AP1F6KUH00XPV: "Stereo pair",
  A2IVLV5VM2W81: "Alexa app (iOS)",
  A2TF17PFR55MTB: "Alexa app (Android)",
};

const APPS = new Set(["A2IVLV5VM2W81", "A2TF17PFR55MTB"]);
const STEREO_PAIR = "AP1F6KUH00XPV";
const GROUPS = new Set(["A3C9PE6TNYLTCH", STEREO_PAIR]);

/** The model's name, or Amazon's family and type where the type is not known yet. */
export function modelName(deviceType: string, family: string): string {
  return MODELS[deviceType] ?? `${family} ${deviceType}`;
}

/** Whether people know the type by a name. */
export function isKnownModel(deviceType: string): boolean {
  return deviceType in MODELS;
}

/** Whether the type is a phone's Alexa app. */
export function isAppType(deviceType: string): boolean {
  return APPS.has(deviceType);
}

/** Whether the type is two speakers, left and right, or a speaker and a sub. */
export function isStereoPair(deviceType: string): boolean {
  return deviceType === STEREO_PAIR;
}

/** Whether the type is several speakers under one name. */
export function isGroupType(deviceType: string): boolean {
  return GROUPS.has(deviceType);
}
