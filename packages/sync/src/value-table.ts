/** Plain values, each once. It has state: asking for the place of a new one adds it. */
export interface ValueTable<Value> {
  readonly values: readonly Value[];
  readonly placeOf: (value: Value) => number;
}

/** Makes an empty table. Values are the same when their JSON is. */
export function createTable<Value extends object>(): ValueTable<Value> {
  const values: Value[] = [];
  const placeOfText = new Map<string, number>();
  const placeOfObject = new Map<Value, number>();
  const placeOf = (value: Value): number => {
    const known = placeOfObject.get(value);
    if (known !== undefined) return known;
    const text = JSON.stringify(value);
    const place = placeOfText.get(text) ?? values.push(value) - 1;
    placeOfText.set(text, place);
    placeOfObject.set(value, place);
    return place;
  };
  return { values, placeOf };
}
