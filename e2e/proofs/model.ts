// Tells stories of people, services and machines, each from a seed, and shows that the laws hold at the end of each.
// model.ts [stories] [first seed]
import { tellStory } from "../support/model/tell-story.ts";

const [count = 5000, first = 1] = process.argv.slice(2).map(Number);
const startedAt = performance.now();
let broken = 0;
for (let seed = first; seed < first + count; seed += 1) {
  const end = await tellStory(seed, { shrinks: count === 1 });
  if (end === undefined) continue;
  broken += 1;
  if (count === 1) console.log(`${end.story}\n`);
  console.log(end.broken.split(/\n\s+at /)[0]);
  if (count > 1) console.log(`  npx -y pnpm@12.21.0 run prove:model 1 ${seed}\n`);
}
console.log(`${count} stories in ${Math.round((performance.now() - startedAt) / 1000)} s, ${broken} broken`);
process.exitCode = broken === 0 ? 0 : 1;
