import { accessRoutes } from "./routes/access-routes.ts";
import { connectionRoutes } from "./routes/connection-routes.ts";
import { healthRoutes } from "./routes/health-routes.ts";
import { runRoutes } from "./routes/run-routes.ts";
import { settingsRoutes } from "./routes/settings-routes.ts";

/** Every route of the server, by the name of what it does. Routing, checks, rights, the client and OpenAPI are made of this table. */
export const routes = {
  ...healthRoutes,
  ...accessRoutes,
  ...runRoutes,
  ...settingsRoutes,
  ...connectionRoutes,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
