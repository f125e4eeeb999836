"use strict";

{
  const { schema, settings } = document.getElementById("swagger-ui").dataset;
  SwaggerUIBundle({
    url: schema,
    dom_id: "#swagger-ui",
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    ...JSON.parse(settings),
    validatorUrl: null, // it would send the document's address to another host
  });
}
