/* Los gráficos, con Observable Plot. Cada uno lleva su título con el hallazgo, su texto alternativo y su tabla de datos.
   Las series se distinguen por la forma (relleno, contorno, raya) y no solo por el color. */

const PRIMARIO = "var(--primario)", ACENTO = "var(--acento)", GRIS = "var(--gris)", TINTA = "var(--tinta)";
const TRAZOS = {  // cómo se ve cada serie en la leyenda, sobre una caja de 26 × 14
  barra: ["rect", {x: 6, y: 1, width: 14, height: 12, fill: PRIMARIO}],
  hueca: ["rect", {x: 5, y: 2, width: 16, height: 10, fill: "none", stroke: GRIS, "stroke-width": 1.5, "stroke-dasharray": "3 2"}],
  marca: ["line", {x1: 2, x2: 24, y1: 7, y2: 7, stroke: ACENTO, "stroke-width": 3.5}],
  linea: ["line", {x1: 0, x2: 26, y1: 7, y2: 7, stroke: PRIMARIO, "stroke-width": 3}],
  rayada: ["line", {x1: 0, x2: 26, y1: 7, y2: 7, stroke: ACENTO, "stroke-width": 2.5, "stroke-dasharray": "7 4"}],
  punteada: ["line", {x1: 0, x2: 26, y1: 7, y2: 7, stroke: GRIS, "stroke-width": 2.5, "stroke-dasharray": "2 3"}],
  fina: ["line", {x1: 0, x2: 26, y1: 7, y2: 7, stroke: TINTA, "stroke-width": 1.5, "stroke-dasharray": "11 3 2 3"}],
};
const SVG = "http://www.w3.org/2000/svg";

function leyenda(series) {
  return h("ul", {class: "leyenda"}, series.map(([trazo, rotulo]) => {
    const [forma, atributos] = TRAZOS[trazo], svg = document.createElementNS(SVG, "svg"), pieza = document.createElementNS(SVG, forma);
    for (const [clave, valor] of Object.entries({width: 26, height: 14, "aria-hidden": "true"})) svg.setAttribute(clave, valor);
    for (const [clave, valor] of Object.entries(atributos)) pieza.setAttribute(clave, valor);
    svg.append(pieza);
    return h("li", {}, svg, rotulo);
  }));
}

/* Una figura completa; `dibujar(ancho)` devuelve el SVG y se llama de nuevo cuando cambia el ancho. */
function figura({titulo, nivel = "h3", series, dibujar, alt, datos, nota}) {
  const lugar = h("div", {class: "lienzo"});
  const pieza = h("figure", {class: "grafico"},
    h("figcaption", {}, h(nivel, {}, titulo)), leyenda(series), lugar,
    nota && h("p", {class: "nota"}, nota),
    h("details", {class: "datos-de-grafico"}, h("summary", {}, "Ver los datos"), datos));
  let ultimo = 0;
  new ResizeObserver(([entrada]) => {
    const ancho = Math.round(entrada.contentRect.width);
    if (!ancho || ancho === ultimo) return;
    ultimo = ancho;
    const svg = dibujar(ancho);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", alt);
    svg.querySelectorAll("[aria-label], [aria-description]").forEach(e => { e.removeAttribute("aria-label"); e.removeAttribute("aria-description"); });
    lugar.replaceChildren(svg);
  }).observe(lugar);
  return pieza;
}

const base = (ancho, alto, y) => ({
  width: ancho, height: alto, marginLeft: 44, marginRight: 14, marginTop: 12, marginBottom: 28, className: "plot",
  x: {type: "band", domain: MESES.map(m => m.slice(0, 3)), padding: ancho < 500 ? .2 : .3, label: null, tickSize: 0,
      tickFormat: m => (ancho < 420 ? m[0].toUpperCase() : m)},
  y: {grid: true, label: null, tickSize: 0, nice: true, ticks: 5, zero: true, ...y},
});
const aMillones = v => v / 1e8;
const puntos = (valores, hacer = v => v) => valores.map((v, m) => ({m: MESES[m].slice(0, 3), v: v === null ? NaN : hacer(v)})).filter(p => !Number.isNaN(p.v));
const acumular = (valores, hasta = 12) => { let s = 0, alguno = false; return valores.map((v, m) => { if (m >= hasta) return null; if (v !== null) { s += v; alguno = true; } return alguno ? s : null; }); };

/* Mes a mes: devengado, programado y año anterior. */
function mensual(serie, nivel) {
  const {devengado, programado, anterior} = serie, fin = ANIO_MES.fin;
  const hecho = devengado.slice(0, fin).findLastIndex(v => v !== null), mejor = devengado.indexOf(Math.max(...devengado.map(v => v ?? -1)));
  const hayProg = programado.some(v => v !== null), hayAnt = anterior.some(v => v !== null);
  const pct = hecho >= 0 && programado[hecho] ? dividir(devengado[hecho] * 100, programado[hecho], 1) : null;
  const titulo = hecho < 0 ? `No hay devengado por mes en ${D.anio}`
    : pct !== null ? `En ${MESES[hecho]} se devengaron ${enBreve(devengado[hecho])}, el ${porcentaje(pct, 1)} de lo programado para el mes`
    : `En ${MESES[hecho]} se devengaron ${enBreve(devengado[hecho])}; el mes más alto fue ${MESES[mejor]}, con ${enBreve(devengado[mejor])}`;
  return figura({
    titulo, nivel,
    series: [["barra", `Devengado ${D.anio}`], hayProg && ["marca", "Programado en el F12-B"], hayAnt && ["hueca", `Devengado ${D.anio - 1}`]].filter(Boolean),
    alt: `Barras por mes de ${D.anio}, en millones de soles: ${MESES.map((m, k) => devengado[k] === null ? "" : `${m}, ${numero(devengado[k], 8, 1)}`).filter(Boolean).join("; ")}.`,
    dibujar: ancho => Plot.plot({...base(ancho, 250), marks: [
      hayAnt && Plot.barY(puntos(anterior, aMillones), {x: "m", y: "v", fill: "none", stroke: GRIS, strokeWidth: 1.2, strokeDasharray: "3 2", insetLeft: -4, insetRight: -4}),
      Plot.barY(puntos(devengado, aMillones), {x: "m", y: "v", fill: PRIMARIO}),
      hayProg && Plot.tickY(puntos(programado, aMillones), {x: "m", y: "v", stroke: "var(--papel)", strokeWidth: 6, insetLeft: -5, insetRight: -5}),
      hayProg && Plot.tickY(puntos(programado, aMillones), {x: "m", y: "v", stroke: ACENTO, strokeWidth: 3, insetLeft: -5, insetRight: -5}),
      Plot.ruleY([0], {stroke: GRIS}),
    ].filter(Boolean)}),
    datos: tablaDeMeses("Devengado y programado de cada mes, en soles", serie),
    nota: "Millones de soles por mes.",
  });
}

/* Acumulado: contra lo programado, el año anterior y el PIM, con lo proyectado a diciembre. */
function acumulado(serie, cifras, nivel) {
  const fin = ANIO_MES.fin, dev = acumular(serie.devengado, fin), prog = acumular(serie.programado), ant = acumular(serie.anterior);
  const hecho = dev.findLastIndex(v => v !== null), hayProg = prog.some(v => v !== null), hayAnt = ant.some(v => v !== null);
  const completo = hecho >= 0 && dev[hecho] === cifras.devengado;  // si faltan meses de algunas, la raya a lo proyectado engañaría
  const hayProyeccion = completo && cifras.proyeccion !== null && fin < 12;
  const titulo = hecho < 0 ? "No hay devengado acumulado que mostrar"
    : hayAnt && ant[hecho] ? `A ${MESES[hecho]} van ${enBreve(dev[hecho])}: ${contra(dev[hecho], ant[hecho])} a esa altura de ${D.anio - 1}`
    : `A ${MESES[hecho]} van ${enBreve(dev[hecho])} devengados`;
  return figura({
    titulo, nivel,
    series: [["linea", `Devengado ${D.anio}`], hayProg && ["rayada", "Programado"], hayAnt && ["punteada", `Devengado ${D.anio - 1}`],
      hayProyeccion && ["hueca", "Proyección a diciembre"], cifras.pim !== null && ["fina", "PIM"]].filter(Boolean),
    alt: `Líneas acumuladas de ${D.anio}, en millones de soles. Devengado: ${dev.map((v, k) => v === null ? "" : `${MESES[k]}, ${numero(v, 8, 1)}`).filter(Boolean).join("; ")}.`
      + (cifras.pim !== null ? ` PIM: ${numero(cifras.pim, 8, 1)}.` : "") + (hayProyeccion ? ` Proyección a diciembre: ${numero(cifras.proyeccion, 8, 1)}.` : ""),
    dibujar: ancho => {
      const proyeccion = hayProyeccion ? [{m: MESES[fin - 1].slice(0, 3), v: aMillones(dev[hecho])}, {m: "dic", v: aMillones(cifras.proyeccion)}] : [];
      return Plot.plot({...base(ancho, 250), x: {...base(ancho).x, type: "point", padding: .4}, marks: [
        cifras.pim !== null && Plot.ruleY([aMillones(cifras.pim)], {stroke: TINTA, strokeWidth: 1.3, strokeDasharray: "11 3 2 3"}),
        hayAnt && Plot.lineY(puntos(ant, aMillones), {x: "m", y: "v", stroke: GRIS, strokeWidth: 2.2, strokeDasharray: "2 3"}),
        hayProg && Plot.lineY(puntos(prog, aMillones), {x: "m", y: "v", stroke: ACENTO, strokeWidth: 2.4, strokeDasharray: "7 4"}),
        Plot.lineY(puntos(dev, aMillones), {x: "m", y: "v", stroke: PRIMARIO, strokeWidth: 3}),
        Plot.dot(puntos(dev, aMillones), {x: "m", y: "v", fill: PRIMARIO, r: 3.5}),
        hayProyeccion && Plot.lineY(proyeccion, {x: "m", y: "v", stroke: PRIMARIO, strokeWidth: 1.6, strokeDasharray: "2 4"}),
        hayProyeccion && Plot.dot(proyeccion.slice(1), {x: "m", y: "v", stroke: PRIMARIO, fill: "var(--papel)", r: 5, strokeWidth: 2}),
        Plot.ruleY([0], {stroke: GRIS}),
      ].filter(Boolean)});
    },
    datos: tabla("Acumulado de cada mes, en soles", [["Mes"], ["Devengado", 1], ["Programado", 1], [`Devengado ${D.anio - 1}`, 1]],
      MESES.map((m, k) => [m, soles(dev[k]), soles(prog[k]), soles(ant[k])])),
    nota: "Millones de soles, acumulados desde enero." + (hecho >= 0 && !completo && cifras.devengado !== null
      ? ` Los meses suman ${soles(dev[hecho])} de los ${soles(cifras.devengado)} devengados: de algunas inversiones no constan.` : ""),
  });
}

function contra(hoy, antes) {
  const pct = dividir((hoy - antes) * 100, antes, 1);
  return pct === 0 ? "lo mismo que" : `${porcentaje(Math.abs(pct), 1)} ${pct > 0 ? "más" : "menos"} que`;
}

function tablaDeMeses(titulo, {devengado, programado, anterior}) {
  return tabla(titulo, [["Mes"], ["Devengado", 1], ["Programado", 1], [`Devengado ${D.anio - 1}`, 1]],
    MESES.map((m, k) => [m, soles(devengado[k]), soles(programado[k]), soles(anterior[k])]));
}

/* Una curva S: programado y ejecutado, en tanto por ciento. `filas` = [{mes, programado, ejecutado}], con `d` decimales. */
function curvaS({titulo, filas, d, nivel, nombres = ["Ejecutado", "Programado"], nota}) {
  const de = clave => filas.filter(f => f[clave] !== null).map(f => ({m: f.mes, v: f[clave] / 10 ** d}));
  const rotulo = m => `${mesCorto(m)} ${m.slice(2, 4)}`;
  return figura({
    titulo, nivel, nota,
    series: [["linea", nombres[0]], ["rayada", nombres[1]]],
    alt: `${nombres[0]} contra ${nombres[1].toLowerCase()}, acumulados: ${filas.map(f => `${mes(f.mes)}, ${porcentaje(f.ejecutado, d)} de ${porcentaje(f.programado, d)}`).join("; ")}.`,
    dibujar: ancho => Plot.plot({
      ...base(ancho, 250, {domain: [0, 100], nice: false, tickFormat: v => `${v}%`}),
      x: {type: "point", domain: filas.map(f => f.mes), padding: .4, label: null, tickSize: 0, tickFormat: rotulo,
          ticks: filas.map(f => f.mes).filter((_, k) => k % Math.ceil(filas.length / Math.max(2, Math.floor(ancho / 62))) === 0)},
      marks: [
        Plot.lineY(de("programado"), {x: "m", y: "v", stroke: ACENTO, strokeWidth: 2.4, strokeDasharray: "7 4"}),
        Plot.lineY(de("ejecutado"), {x: "m", y: "v", stroke: PRIMARIO, strokeWidth: 3}),
        Plot.dot(de("ejecutado"), {x: "m", y: "v", fill: PRIMARIO, r: 3.5}),
        Plot.ruleY([0], {stroke: GRIS}),
      ].filter(Boolean)}),
    datos: tabla(`${titulo}: los datos`, [["Mes"], [nombres[1], 1], [nombres[0], 1]],
      filas.map(f => [mes(f.mes), porcentaje(f.programado, d), porcentaje(f.ejecutado, d)])),
  });
}
