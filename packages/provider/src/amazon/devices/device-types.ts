/** Names of Amazon's device types, for people (Amazon reference 5.2). */
const MODELS: Readonly<Record<string, string>> = {
  AB72C64C86AW2: "Echo (1st generation)",
  A7WXQPH584YP: "Echo (2nd generation)",
  A30YDR2MK8HMRV: "Echo (3rd generation)",
  A3FX4UWTP28V1P: "Echo (3rd generation)",
  A18O6U1UQFJ0XK: "Echo Plus (2nd generation)",
  A3S5BH2HU6VAYF: "Echo Dot (2nd generation)",
  A1RABVCI4QCIKC: "Echo Dot (3rd generation)",
  A32DDESGESSHZA: "Echo Dot (3rd generation)",
  A32DOYMUN6DTXA: "Echo Dot (3rd generation)",
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
  A3SSG6GR8UU7SN: "Echo Sub",
  A4ZP7ZC4PI6TO: "Echo Show 5",
  A1Z88NGR2BK6A2: "Echo Show 8",
  A15996VY63BQ2D: "Echo Show 8 (2nd generation)",
  AIPK7MM90V7TB: "Echo Show 10",
  A1EIANJ7PNB0Q7: "Echo Show 15",
  A10A33FOX2NUBK: "Echo Spot",
  A3C9PE6TNYLTCH: "Speaker group",
  AP1F6KUH00XPV: "Stereo pair",
  A2IVLV5VM2W81: "Alexa app (iOS)",
  A2TF17PFR55MTB: "Alexa app (Android)",
};

const APPS = new Set(["A2IVLV5VM2W81", "A2TF17PFR55MTB"]);
const GROUPS = new Set(["A3C9PE6TNYLTCH", "AP1F6KUH00XPV"]);

/** The model's name, or Amazon's family and type where the type is not known yet. */
export function modelName(deviceType: string, family: string): string {
  return MODELS[deviceType] ?? `${family} ${deviceType}`;
}

/** Whether the type is a phone's Alexa app. */
export function isAppType(deviceType: string): boolean {
  return APPS.has(deviceType);
}

/** Whether the type is several speakers under one name. */
export function isGroupType(deviceType: string): boolean {
  return GROUPS.has(deviceType);
}
