export { describeWithRedis, startRedis } from "../../packages/sync/test/start-redis.ts";
export type { TestRedis } from "../../packages/sync/test/start-redis.ts";
