import { createStorage } from "unstorage";
import type { Driver } from "unstorage";
import { describe, expect, test } from "vitest";

/** What every driver of a home's storage keeps to, whether files or a server are behind it. */
export function describeDriver(name: string, openDriver: () => Promise<Driver>): void {
  describe(`${name}, as every driver,`, () => {
    test("gives text back as it was set, and nothing for a key that was not", async () => {
      const storage = createStorage({ driver: await openDriver() });
      const text = `{"title":"Amélie – 天空","long":"${"x".repeat(100_000)}"}\n`;
      await storage.setItemRaw("state:default:state.json", text);
      expect(await storage.getItemRaw("state:default:state.json")).toBe(text);
      expect(await storage.getItemRaw("state:default:other.json")).toBeNull();
      expect(await storage.hasItem("state:default:state.json")).toBe(true);
      expect(await storage.hasItem("state:default:other.json")).toBe(false);
    });

    test("replaces a value whole", async () => {
      const storage = createStorage({ driver: await openDriver() });
      await storage.setItemRaw("credentials.json", "a long first value");
      await storage.setItemRaw("credentials.json", "short");
      expect(await storage.getItemRaw("credentials.json")).toBe("short");
    });

    test("lists the keys below one, each once, and no other's", async () => {
      const storage = createStorage({ driver: await openDriver() });
      const keys = Array.from(
        { length: 30 },
        (_, index) => `state:default:journal:${String(index).padStart(6, "0")}.json`,
      );
      for (const key of [...keys, "state:default:journal-2:a.json", "cache:a.json", "state:de*ault:b.json"]) {
        await storage.setItemRaw(key, "1");
      }
      expect((await storage.getKeys("state:default:journal")).toSorted()).toEqual(keys);
      expect(await storage.getKeys("state:de*ault")).toEqual(["state:de*ault:b.json"]);
      expect(await storage.getKeys("nothing")).toEqual([]);
    });

    test("removes a key, and one that is not there without a word", async () => {
      const storage = createStorage({ driver: await openDriver() });
      await storage.setItemRaw("cache:a.json", "1");
      await storage.removeItem("cache:a.json");
      await storage.removeItem("cache:a.json");
      expect(await storage.getItemRaw("cache:a.json")).toBeNull();
      expect(await storage.getKeys("cache")).toEqual([]);
    });
  });
}
