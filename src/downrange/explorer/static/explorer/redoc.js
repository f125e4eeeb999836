"use strict";

{
  const place = document.getElementById("redoc");
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const system = "system-ui, sans-serif";
  const text = { primary: colour("text"), secondary: colour("muted") };
  // The colours of the other pages, in the scheme that the page is loaded in.
  const theme = {
    colors: {
      primary: { main: colour("accent") },
      success: { main: colour("good") },
      error: { main: colour("bad") },
      text,
      border: { dark: colour("line"), light: colour("line") },
      responses: {
        success: { color: colour("good"), backgroundColor: colour("sunk"), tabTextColor: "#12693f" },
        error: { color: colour("bad"), backgroundColor: colour("sunk"), tabTextColor: "#b3261e" },
      },
    },
    sidebar: { backgroundColor: colour("surface"), textColor: colour("text"), activeTextColor: colour("accent") },
    rightPanel: { backgroundColor: "#0d131a", textColor: "#e3eaf1" },
    schema: {
      nestedBackground: colour("sunk"),
      linesColor: colour("edge"),
      typeNameColor: colour("muted"),
      typeTitleColor: colour("muted"),
    },
    typography: {
      fontFamily: system,
      headings: { fontFamily: system },
      code: { fontFamily: "ui-monospace, monospace", backgroundColor: colour("sunk"), color: colour("bad") },
      links: { color: colour("accent") },
    },
  };
  Redoc.init(place.dataset.schema, { theme, hideDownloadButton: false }, place);
}
