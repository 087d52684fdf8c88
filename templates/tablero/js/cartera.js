/* La vista de la cartera: cifras, ejecución, retraso, alertas, ejecutoras y la tabla de inversiones. */

const POR_PAGINA = 50, ALERTAS_A_LA_VISTA = 6;
let visibles = TODAS, pagina = 0, alertasVistas = ALERTAS_A_LA_VISTA;

/* Columnas de la tabla: rótulo, si es número, valor para ordenar y celda. Lo que no se sabe va siempre al final. */
const COLATOR = new Intl.Collator("es", {numeric: true, sensitivity: "base"});
const COLUMNAS = {
  nombre: ["Inversión", 0, i => nombre(i), i => h("th", {scope: "row"}, enlaceA(i), h("small", {}, C.cui[i], C.sector[i] >= 0 ? ` · ${leer("sector", i)}` : ""))],
  unidad_ejecutora: ["Unidad ejecutora", 0, i => (CON_EJECUTORA[i].length ? ejecutorasDe(i) : null), i => h("td", {}, CON_EJECUTORA[i].length ? ejecutorasDe(i) : VACIO)],
  retraso: ["Retraso", 0, i => (retrasoDe(i) === "sin_dato" ? null : String(C.retraso[i])), i => h("td", {}, marcaDeRetraso(retrasoDe(i), leer("retraso", i)))],
  spi: ["SPI", 1, i => C.spi[i], i => num(leer("spi", i))],
  pim: ["PIM (S/)", 1, i => C.pim[i], i => num(numero(C.pim[i], 2, 0))],
  devengado: ["Devengado (S/)", 1, i => C.devengado[i], i => num(numero(C.devengado[i], 2, 0))],
  avance: ["Avance del PIM", 1, i => avance(i), i => num(avance(i) === null ? VACIO : [porcentaje(avance(i), 1), barra(avance(i), 1)])],
  fisico: ["Avance físico", 1, i => C.fisico[i], i => num(leer("fisico", i))],
  alertas: ["Alertas", 1, i => alertasDe(i).length, i => num(alertasDe(i).length ? numero(alertasDe(i).length) : VACIO)],
};
const ejecutorasDe = i => CON_EJECUTORA[i].map(n => D.ejecutoras.nombres[D.ejecutoras.e[n]]).join("; ");
const enlaceA = (i, texto = nombre(i)) => h("a", {href: aFragmento({cui: C.cui[i]}), "data-cui": C.cui[i]}, texto);

function ordenadas(cuales) {
  const clave = estado.orden.replace("-", "");
  if (!clave) return cuales;
  const signo = estado.orden.startsWith("-") ? -1 : 1, valor = COLUMNAS[clave][2], valores = new Map(cuales.map(i => [i, valor(i)]));
  return [...cuales].sort((a, b) => {
    const x = valores.get(a), y = valores.get(b);
    if (x === null || y === null) return (x === null) - (y === null);
    return signo * (typeof x === "number" ? x - y : COLATOR.compare(x, y));
  });
}

function cifrasDe(cuales) {
  const pim = sumar(C.pim, cuales), dev = sumar(C.devengado, cuales), proy = sumar(C.proyeccion, cuales), patron = sumar(C.proyeccion_patron, cuales);
  const conLosDos = cuales.filter(i => C.pim[i] !== null && C.devengado[i] !== null);
  const suma = clave => sumar(C[clave], conLosDos).total;
  return {
    n: cuales.length, pim: pim.total, conPim: pim.con, devengado: dev.total, proyeccion: proy.total, patron: patron.total, pimProyectado: sumar(C.pim, cuales.filter(i => C.proyeccion[i] !== null)).total,
    avance: suma("pim") > 0 ? dividir(suma("devengado") * 100, suma("pim"), 1) : null,
  };
}

function pintarCifras(c) {
  const cerrado = ANIO_MES.fin === 12, regla = D.meses.i.length ? "al ritmo de los últimos tres meses" : "al promedio mensual del año";
  const parte = c.proyeccion !== null && c.pimProyectado > 0 ? dividir(c.proyeccion * 100, c.pimProyectado, 1) : null;
  const ficha = (rotulo, valor, detalle, clase = "") => h("div", {class: clase}, h("dt", {}, rotulo), h("dd", {}, h("strong", {}, valor), detalle && h("span", {}, detalle)));
  poner(porId("cifras"),
    ficha("Inversiones", numero(c.n), c.conPim < c.n ? `${numero(c.conPim)} con PIM conocido` : "todas con PIM conocido"),
    ficha(`PIM ${D.anio}`, enBreve(c.pim), c.pim === null ? "" : soles(c.pim)),
    ficha("Devengado", enBreve(c.devengado), c.devengado === null ? "" : soles(c.devengado)),
    ficha("Avance del PIM", porcentaje(c.avance, 1), [c.avance === null ? "" : barra(c.avance, 1), `a ${ANIO_MES.nombre}`], "con-barra"),
    cerrado ? ficha("Proyección a fin de año", VACIO, "El año ya cerró: vale lo devengado.")
      : ficha("Proyección a fin de año", enBreve(c.proyeccion), [
        parte === null ? "" : `${porcentaje(parte, 1)} del PIM, ${regla}. `,
        c.patron === null ? "" : `Con el patrón de ${D.anio - 1}: ${enBreve(c.patron)}.`], "proyectada"));
}

function pintarEjecucion(c) {
  const serie = porMes(visibles), hay = [...serie.devengado, ...serie.programado, ...serie.anterior].some(v => v !== null);
  const curva = curvaDe(visibles), ultimo = curva.at(-1);
  poner(porId("ejecucion"),
    hay ? [acumulado(serie, c), mensual(serie)]
      : h("p", {class: "falta"}, D.meses.i.length ? "Los archivos del MEF no traen devengado por mes de estas inversiones."
        : "No hay devengado por mes. Sale de los archivos del MEF: ingréselos con «make mef» y vuelva a hacer el tablero."),
    ultimo && curvaS({
      titulo: `A ${mes(ultimo.mes)} el avance físico es ${porcentaje(ultimo.ejecutado, 1)} y se programó ${porcentaje(ultimo.programado, 1)}`,
      filas: curva, d: 1, nombres: ["Físico ejecutado", "Físico programado"],
      nota: `Avance de ${cuantas(ultimo.obras, "inversión", "inversiones")} con avance mensual en el registro, ponderado por su costo actualizado.`,
    }));
}

function pintarRetraso() {
  const {claves, cats} = D.campos.retraso, cuenta = claves.map(() => 0);
  for (const i of visibles) cuenta[C.retraso[i]] += 1;
  const medidas = cuenta[0] + cuenta[1] + cuenta[2], mayor = Math.max(1, ...cuenta);
  porId("titulo-retraso").textContent = medidas
    ? `${numero(cuenta[0])} de ${cuantas(medidas, "inversión medida tiene", "inversiones medidas tienen")} retraso físico crítico` : "Ninguna de estas inversiones tiene SPI";
  poner(porId("retraso"), claves.map((clave, n) => {
    const fila = h("li", {}, h("button", {type: "button", class: "cuenta", "aria-pressed": String(estado.retraso === clave), onclick: () => cambiar("retraso", estado.retraso === clave ? "" : clave)},
      marcaDeRetraso(clave, cats[n]), h("span", {class: "barra", "aria-hidden": "true"}, h("span", {class: clave})), h("b", {}, numero(cuenta[n]))));
    fila.querySelector(".barra span").style.width = `${(100 * cuenta[n]) / mayor}%`;
    return fila;
  }));
}

function pintarAlertas() {
  const {claves, titulos, altas} = D.alertas, todas = [];
  claves.forEach((_, n) => visibles.forEach(i => { if (D.alertas.v[i] & (1 << n)) todas.push([n, i]); }));
  const lista = todas.filter(([n]) => !estado.alerta || claves[n] === estado.alerta)
    .sort(([m, i], [n, j]) => altas[n] - altas[m] || (C.pim[j] ?? -1) - (C.pim[i] ?? -1) || i - j);
  const con = new Set(todas.map(([, i]) => i)).size;
  porId("titulo-alertas").textContent = con ? `${cuantas(con, "inversión pide", "inversiones piden")} atención, con ${cuantas(todas.length, "alerta", "alertas")}` : "Ninguna alerta en estas inversiones";
  poner(porId("clases-de-alerta"), claves.map((clave, n) => {
    const cuantasHay = todas.filter(([m]) => m === n).length;
    return cuantasHay || estado.alerta === clave ? h("li", {}, h("button", {
      type: "button", class: `pastilla ${altas[n] ? "alta" : "media"}`, "aria-pressed": String(estado.alerta === clave), onclick: () => cambiar("alerta", estado.alerta === clave ? "" : clave),
    }, titulos[n], " ", h("b", {}, numero(cuantasHay)))) : null;
  }));
  poner(porId("alertas"), lista.slice(0, alertasVistas).map(([n, i]) => h("li", {class: altas[n] ? "alta" : "media"},
    h("p", {class: "que"}, h("span", {"aria-hidden": "true"}, altas[n] ? "▲" : "◆"), ` ${titulos[n]} `, h("small", {}, altas[n] ? "gravedad alta" : "gravedad media")),
    h("p", {class: "cual"}, enlaceA(i), h("small", {}, ` ${C.cui[i]}`)), h("p", {}, razon(n, i)))));
  poner(porId("mas-alertas"), lista.length > alertasVistas && h("button", {type: "button", onclick: () => {
    const desde = alertasVistas;
    alertasVistas += 40;
    pintarAlertas();
    porId("alertas").children[desde]?.querySelector("a").focus();
  }}, `Mostrar más alertas (quedan ${numero(lista.length - alertasVistas)})`));
}

function pintarEjecutoras() {
  const partes = D.ejecutoras.nombres.map(() => ({n: 0, pim: null, dev: null, pimMedido: 0}));
  for (const i of visibles) for (const n of CON_EJECUTORA[i]) {
    const e = D.ejecutoras.e[n], p = D.ejecutoras.pim[n], d = D.ejecutoras.devengado[n];
    if (estado.ejecutora && D.ejecutoras.nombres[e] !== estado.ejecutora) continue;
    partes[e].n += 1;
    if (p !== null) partes[e].pim = (partes[e].pim ?? 0) + p;
    if (d !== null) partes[e].dev = (partes[e].dev ?? 0) + d;
    if (p !== null && d !== null) partes[e].pimMedido += p;
  }
  const filas = partes.map((p, e) => ({...p, e, avance: p.pimMedido > 0 ? dividir(p.dev * 100, p.pimMedido, 1) : null}))
    .filter(p => p.n).sort((a, b) => (b.pim ?? -1) - (a.pim ?? -1));
  const conAvance = filas.filter(f => f.avance !== null && f.pim > 0), menor = conAvance.toSorted((a, b) => a.avance - b.avance)[0];
  porId("titulo-ejecutoras").textContent = conAvance.length > 1 ? `${D.ejecutoras.nombres[menor.e]} es la que menos avanza: ${porcentaje(menor.avance, 1)} de su PIM`
    : filas.length ? cuantas(filas.length, "unidad ejecutora", "unidades ejecutoras") : "No consta la unidad ejecutora de estas inversiones";
  poner(porId("ejecutoras"), filas.length && tabla("Unidades ejecutoras, de mayor a menor PIM", [["Unidad ejecutora"], ["Inversiones", 1], ["PIM (S/)", 1], ["Devengado (S/)", 1], ["Avance del PIM", 1]],
    filas.map(f => [h("button", {type: "button", class: "como-enlace", "aria-pressed": String(estado.ejecutora === D.ejecutoras.nombres[f.e]), onclick: () => cambiar("ejecutora", estado.ejecutora ? "" : D.ejecutoras.nombres[f.e])}, D.ejecutoras.nombres[f.e]),
      numero(f.n), numero(f.pim, 2, 0), numero(f.dev, 2, 0), f.avance === null ? VACIO : [porcentaje(f.avance, 1), barra(f.avance, 1)]]), {clase: "ranking", oculto: true}));
}

function pintarTabla(todas = false) {
  const filas = ordenadas(visibles), paginas = Math.max(1, Math.ceil(filas.length / POR_PAGINA));
  pagina = Math.min(pagina, paginas - 1);
  const desde = todas ? 0 : pagina * POR_PAGINA, hasta = todas ? filas.length : Math.min(filas.length, desde + POR_PAGINA);
  porId("tabla-cabeza").querySelectorAll("th").forEach(th => {
    const mio = estado.orden.replace("-", "") === th.dataset.columna, baja = estado.orden.startsWith("-");
    mio ? th.setAttribute("aria-sort", baja ? "descending" : "ascending") : th.removeAttribute("aria-sort");
    th.querySelector(".flecha").textContent = mio ? (baja ? "▼" : "▲") : "↕";
  });
  poner(porId("tabla-cuerpo"), filas.slice(desde, hasta).map(i => h("tr", {}, Object.values(COLUMNAS).map(([, , , celda]) => celda(i)))));
  porId("tabla-pagina").textContent = filas.length ? `${numero(desde + 1)} a ${numero(hasta)} de ${numero(filas.length)}` : "Ninguna inversión cumple el filtro";
  porId("pagina-antes").disabled = pagina === 0;
  porId("pagina-despues").disabled = pagina >= paginas - 1;
}

function armarCabeza() {
  poner(porId("tabla-cabeza"), h("tr", {}, Object.entries(COLUMNAS).map(([clave, [rotulo, esNumero]]) => h("th", {scope: "col", class: esNumero ? "num" : "", "data-columna": clave},
    h("button", {type: "button", onclick: () => {
      const primero = esNumero ? `-${clave}` : clave, segundo = esNumero ? clave : `-${clave}`;
      estado.orden = estado.orden === primero ? segundo : estado.orden === segundo ? "" : primero;
      pagina = 0;
      guardar();
      pintarTabla();
    }}, rotulo, " ", h("span", {class: "flecha", "aria-hidden": "true"}, "↕"))))));
}
