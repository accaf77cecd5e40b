import {
  type DesignProfile,
  type DesignProfileList,
  type HomePreferences,
  type LiveDesign,
  parseHomePreferences,
  parseSaveDesignProfile,
  parseSaveSpace,
  parseSelectDesignProfile,
  type Space,
  type SpaceList,
} from "@hos/protocol/rest";
import { answerDone } from "../answer-done.ts";
import type { ApiContext } from "../api-context.ts";
import type { HttpServices } from "../http-services.ts";
import { listSpaces } from "../reach/list-spaces.ts";
import { readJsonBody } from "../read-json-body.ts";
import { readPath } from "../read-path.ts";
import type { HandlersOf } from "../route-handlers.ts";

type SpaceIds = "listSpaces" | "saveSpace" | "removeSpace";
type PreferenceIds = "getPreferences" | "setPreferences";
type DesignIds =
  | "listDesignProfiles"
  | "saveDesignProfile"
  | "selectDesignProfile"
  | "removeDesignProfile"
  | "getLiveDesign";

/** Spaces, preferences and designs. */
export function createHomeHandlers(
  services: Pick<HttpServices, "home" | "hub" | "maxBodyBytes">,
): HandlersOf<SpaceIds | PreferenceIds | DesignIds> {
  return { ...createSpaceHandlers(services), ...createPreferenceHandlers(services), ...createDesignHandlers(services) };
}

function createSpaceHandlers(services: Pick<HttpServices, "home" | "hub" | "maxBodyBytes">): HandlersOf<SpaceIds> {
  const { spaces } = services.home;
  return {
    listSpaces: (c, by) => c.json({ spaces: [...listSpaces(services, by)] } satisfies SpaceList),
    saveSpace: async (c) => {
      const request = parseSaveSpace(await readJsonBody(c, services.maxBodyBytes));
      return c.json((await spaces.save(request)) satisfies Space);
    },
    removeSpace: async (c) => {
      await spaces.remove(readPath(c, "id"));
      return answerDone(c);
    },
  };
}

function createPreferenceHandlers({
  home: { preferences },
  maxBodyBytes,
}: Pick<HttpServices, "home" | "maxBodyBytes">): HandlersOf<PreferenceIds> {
  return {
    getPreferences: (c) => c.json({ preferences: preferences.get() } satisfies HomePreferences),
    setPreferences: async (c) => {
      const request = parseHomePreferences(await readJsonBody(c, maxBodyBytes));
      return c.json({ preferences: await preferences.replace(request) } satisfies HomePreferences);
    },
  };
}

function createDesignHandlers({
  home: { designs },
  maxBodyBytes,
}: Pick<HttpServices, "home" | "maxBodyBytes">): HandlersOf<DesignIds> {
  const read = (c: ApiContext) => readJsonBody(c, maxBodyBytes);
  return {
    listDesignProfiles: (c) => c.json(designs.list() satisfies DesignProfileList),
    saveDesignProfile: async (c) => {
      const request = parseSaveDesignProfile(await read(c));
      return c.json((await designs.save(request)) satisfies DesignProfile);
    },
    selectDesignProfile: async (c) => {
      const request = parseSelectDesignProfile(await read(c));
      return c.json({ profile: await designs.select(request) } satisfies LiveDesign);
    },
    removeDesignProfile: async (c) => {
      await designs.remove(readPath(c, "id"));
      return answerDone(c);
    },
    getLiveDesign: (c) => c.json({ profile: designs.selected() } satisfies LiveDesign),
  };
}
