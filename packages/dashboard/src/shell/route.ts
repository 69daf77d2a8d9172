import { onMounted, onUnmounted, readonly, ref, type Ref } from "vue";

/** The page's views, by the word that stands in its address. */
export const VIEWS = ["household", "set-up", "devices", "activity", "sign-in"] as const;
export type View = (typeof VIEWS)[number];

/** Where the page stands: `#/sign-in?account=…` is the view `sign-in` with that parameter. */
export interface Route {
  readonly view: View;
  readonly params: Readonly<Record<string, string>>;
}

/** What an address's hash means; anything unknown is the household. */
export function routeOf(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const view = VIEWS.find((name) => name === path) ?? "household";
  return { view, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a view, for a link. */
export function hrefOf(view: View, params: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(params).toString();
  return query === "" ? `#/${view}` : `#/${view}?${query}`;
}

/** The route, as long as the component is shown. Views are few and static: the address bar is the router. */
export function useRoute(): Readonly<Ref<Route>> {
  const route = ref(routeOf(location.hash));
  const follow = (): void => {
    route.value = routeOf(location.hash);
  };
  onMounted(() => {
    addEventListener("hashchange", follow);
  });
  onUnmounted(() => {
    removeEventListener("hashchange", follow);
  });
  return readonly(route);
}
