import { afterEach } from "vitest";

import { startServices } from "./start-services.ts";
import type { Services, ServicesOptions } from "./start-services.ts";

/** Gives a test file the way to start services, which are closed after each test. */
export function useServices(): (options?: ServicesOptions) => Promise<Services> {
  const open: Services[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((services) => services.close()));
  });
  return async (options = {}) => {
    const services = await startServices(options);
    open.push(services);
    return services;
  };
}
