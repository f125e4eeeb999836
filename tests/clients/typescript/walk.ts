// Asks a live server, by the types of its own document, and prints what it learns as JSON. The compiler tests as much
// as the run: a union whose forms cannot be told apart, or a mode too many, does not compile.

import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

declare const process: { argv: [string, string, string] };

const client = createClient<paths>({ baseUrl: process.argv[2] });

type Agency = components["schemas"]["PolymorphicAgencyEndpoint"];

/** What only this form of an agency says. */
function told(agency: Agency): string | number | null | undefined {
  switch (agency.response_mode) {
    case "list":
      return agency.type.name;
    case "normal":
      return agency.founding_year;
    case "detailed":
      return agency.spacecraft_list[0]?.name;
  }
}

async function inMode(mode: Agency["response_mode"]): Promise<ReturnType<typeof told>[]> {
  const { data } = await client.GET("/2.3.0/agencies/", { params: { query: { abbrev: "NASA", mode } } });
  return data?.results.map(told) ?? [];
}

/** The names on all pages, as many requests as it takes. */
async function everyPage(): Promise<string[]> {
  const names: string[] = [];
  for (let offset = 0; ; offset += 3) {
    const query = { in_space: true, limit: 3, offset };
    const { data } = await client.GET("/2.3.0/spacecraft/", { params: { query } });
    names.push(...(data?.results ?? []).map((craft) => craft.name));
    if (!data?.next) return names;
  }
}

const record = await client.GET("/2.3.0/spacecraft/{id}/", { params: { path: { id: 224 } } });
const flight = record.data?.flights[0];
const repeated = await client.GET("/2.3.0/space_stations/", { params: { query: { owners: [44, 63] } } });
const byCommas = await client.GET("/2.3.0/space_stations/", {
  params: { query: { owner__ids: [44, 63] } },
  querySerializer: { array: { style: "form", explode: false } },
});
const missing = await client.GET("/2.3.0/spacecraft/{id}/", { params: { path: { id: 1000000 } } });
const refused = await client.GET("/2.3.0/spacecraft/", { params: { query: { status: 1000000 } } });
// @ts-expect-error: craft have no such mode
await client.GET("/2.3.0/spacecraft/", { params: { query: { mode: "list" } } });

console.log(
  JSON.stringify({
    modes: { list: await inMode("list"), normal: await inMode("normal"), detailed: await inMode("detailed") },
    record: [record.data?.name, flight?.launch.net, flight?.mission_end],
    repeated: repeated.data?.count,
    byCommas: byCommas.data?.count,
    inSpace: await everyPage(),
    missing: [missing.response.status, missing.error],
    refused: [refused.response.status, refused.error],
  }),
);
