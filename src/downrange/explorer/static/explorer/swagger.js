"use strict";

{
  const { schema, settings } = document.getElementById("swagger-ui").dataset;
  // Its style sheet is dark below this class.
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
  paint();
  dark.addEventListener("change", paint);
  SwaggerUIBundle({
    url: schema,
    dom_id: "#swagger-ui",
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    ...JSON.parse(settings),
    validatorUrl: null, // it would send the document's address to another host
  });
}
