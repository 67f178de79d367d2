// Writes a line for each frame: what is wrong with the page in it, or ok.
const MATHML = "http://www.w3.org/1998/Math/MathML";

function scrolls(element, style) {
  return style.overflowX === "auto" || style.overflowX === "scroll";
}

function measure(frame) {
  const page = frame.contentDocument;
  const view = frame.contentWindow;
  const wrong = [];
  const formulas = [...page.getElementsByTagName("math")];
  for (const math of formulas) {
    const box = math.getBoundingClientRect();
    const set = math.namespaceURI === MATHML && view.getComputedStyle(math).display.includes("math");
    if (!set || box.width < 1 || box.height < 1) {
      wrong.push("not set: " + math.textContent);
    }
  }
  for (const fraction of page.getElementsByTagName("mfrac")) {
    const [above, below] = [...fraction.children].map((part) => part.getBoundingClientRect());
    if (above.bottom > below.top + 1) {
      wrong.push("no fraction: " + fraction.textContent);
    }
  }
  const width = page.documentElement.clientWidth;
  if (page.documentElement.scrollWidth > width) {
    wrong.push("the page is " + page.documentElement.scrollWidth + " wide");
  }
  const inside = new Set();
  for (const element of page.body.querySelectorAll("*")) {
    const style = view.getComputedStyle(element);
    if (inside.has(element.parentElement)) {
      inside.add(element);
    } else if (scrolls(element, style)) {
      inside.add(element);
      if (element.scrollWidth > element.clientWidth && element.tabIndex !== 0) {
        wrong.push("no focus: " + element.textContent.slice(0, 60));
      }
    } else if (element.getBoundingClientRect().right > width + 1) {
      wrong.push("too wide: " + element.tagName + " " + element.textContent.slice(0, 60));
    }
  }
  const ground = view.getComputedStyle(page.body).backgroundColor;
  const told = wrong.length === 0 ? "ok" : wrong.slice(0, 5).join("; ");
  return frame.title + " ground=" + ground + " math=" + formulas.length + " " + told;
}

addEventListener("load", () => {
  const frames = [...document.querySelectorAll("iframe")];
  const lines = frames.map(measure);
  frames.forEach((frame) => frame.remove());
  document.getElementById("found").textContent = lines.join("\n");
});
