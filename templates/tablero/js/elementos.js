/* Elementos de la página. El texto entra siempre como texto: nada de los datos se interpreta como HTML. */

function h(etiqueta, atributos = {}, ...hijos) {
  const e = document.createElement(etiqueta);
  for (const [clave, valor] of Object.entries(atributos)) {
    if (clave.startsWith("on")) e.addEventListener(clave.slice(2), valor);
    else if (valor === true) e.setAttribute(clave, "");
    else if (valor !== null && valor !== undefined && valor !== false) e.setAttribute(clave, valor);
  }
  e.append(...hijos.flat(2).filter(x => x !== null && x !== undefined && x !== false && x !== ""));
  return e;
}

const porId = id => document.getElementById(id);
const poner = (lugar, ...hijos) => { lugar.replaceChildren(...hijos.flat(2).filter(x => x || x === 0)); return lugar; };
const num = texto => h("td", {class: "num"}, texto);

/* Una tabla con su título y sus encabezados; `columnas` es [[título, esNumero]…] y la primera celda encabeza la fila. */
function tabla(titulo, columnas, filas, {clase = "", oculto = false} = {}) {
  return h("div", {class: "marco", tabindex: 0, role: "region", "aria-label": titulo},
    h("table", {class: clase}, h("caption", {class: oculto ? "oculto" : ""}, titulo),
      h("thead", {}, h("tr", {}, columnas.map(([t, n]) => h("th", {scope: "col", class: n ? "num" : ""}, t)))),
      h("tbody", {}, filas.map(celdas => h("tr", {}, celdas.map((celda, k) =>
        k === 0 ? h("th", {scope: "row"}, celda) : h("td", {class: columnas[k][1] ? "num" : ""}, celda)))))));
}

/* El estado, con su forma además de su color. */
function marcaDeRetraso(clave, texto) {
  return h("span", {class: `retraso ${clave}`}, h("span", {"aria-hidden": "true"}, FORMAS[clave]), " ", texto);
}

/* Una barra de fondo que acompaña a un porcentaje ya escrito; `d` son sus decimales. */
function barra(entero, d) {
  const ancho = Math.max(0, Math.min(100, entero / 10 ** d));
  const pieza = h("span", {class: "barra", "aria-hidden": "true"}, h("span", {}));
  pieza.firstChild.style.width = `${ancho}%`;
  return pieza;
}
