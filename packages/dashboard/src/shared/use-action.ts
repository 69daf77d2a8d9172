import { ref, type Ref } from "vue";

/** A call to the bridge that a person began: whether it runs, and what went wrong, in the bridge's words. */
export interface Action {
  readonly busy: Readonly<Ref<boolean>>;
  readonly problem: Ref<string>;
  /** Runs one call at a time; resolves with whether it went well. */
  run(task: () => Promise<unknown>): Promise<boolean>;
}

export function useAction(): Action {
  const busy = ref(false);
  const problem = ref("");
  const run = async (task: () => Promise<unknown>): Promise<boolean> => {
    if (busy.value) return false;
    busy.value = true;
    problem.value = "";
    try {
      await task();
      return true;
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
      return false;
    } finally {
      busy.value = false;
    }
  };
  return { busy, problem, run };
}
