import { onMounted, onUnmounted, ref, type Ref } from "vue";

const STEP_MS = 250;

/** The browser's wall clock (epoch ms), four times a second while the component is shown. */
export function useNow(): Readonly<Ref<number>> {
  const now = ref(Date.now());
  let handle: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    handle = setInterval(() => (now.value = Date.now()), STEP_MS);
  });
  onUnmounted(() => {
    clearInterval(handle);
  });
  return now;
}
