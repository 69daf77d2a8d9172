/** What can be wrong at Amazon's skill management; each was reported by owners (Music Skill reference 1, 12). */
export interface SkillManagementFaults {
  /** The developer account may have no music skill. */
  deniedFeature: boolean;
  /** The refresh token is no good any more. */
  invalidGrant: boolean;
  /** The manifest is taken, and the checks that follow fail. */
  failedValidation: boolean;
  /** The catalog is taken, and its ingestion fails. */
  failedIngestion: boolean;
  /** So many further requests are answered 429. */
  throttled: number;
}

/** A day on which nothing is wrong. */
export function noSkillManagementFaults(): SkillManagementFaults {
  return { deniedFeature: false, invalidGrant: false, failedValidation: false, failedIngestion: false, throttled: 0 };
}
