import type { DesignProfile } from "@hos/protocol/rest";

/** The looks that come with the hub. The first is selected until a person selects another one. */
export const BUILT_IN_DESIGNS = [
  {
    id: "hos-light",
    name: "Light",
    design: {
      colorScheme: "light",
      colors: { background: "#F6F6F3", surface: "#FFFFFF", text: "#1C1C1E", muted: "#6B6B70", accent: "#2F6FEB" },
    },
    builtIn: true,
  },
  {
    id: "hos-dark",
    name: "Dark",
    design: {
      colorScheme: "dark",
      colors: { background: "#121214", surface: "#1E1E22", text: "#F2F2F4", muted: "#9A9AA2", accent: "#6EA0FF" },
    },
    builtIn: true,
  },
] as const satisfies readonly DesignProfile[];
