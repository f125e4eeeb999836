"use strict";

{
  const place = document.getElementById("redoc");
  const system = "system-ui, sans-serif";
  const theme = {
    typography: {
      fontFamily: system,
      headings: { fontFamily: system },
      code: { fontFamily: "ui-monospace, monospace" },
    },
  };
  Redoc.init(place.dataset.schema, { theme, hideDownloadButton: false }, place);
}
