/* Lo filtrado en CSV: UTF-8 con marca, punto y coma, CRLF y punto decimal, que es como el Excel de un Windows en español del
   Perú lo abre en columnas con doble clic. Un texto que una hoja de cálculo tomaría por fórmula lleva un apóstrofo delante. */

const SEPARADOR = ";";
const EJECUTABLE = /^[\s]*[=+\-@|%]|^[\t\r\n]/;

function enCsv(cuales) {
  const claves = Object.keys(D.campos).filter(clave => C[clave].some(v => v !== null && v !== -1));
  const encabezado = [...claves.map(tituloEnCsv), "Avance del PIM (%)", "Alertas"];
  const filas = cuales.map(i => [
    ...claves.map(clave => celda(clave, i)), decimal(avance(i), 1), textoCsv(alertasDe(i).map(n => D.alertas.titulos[n]).join(", ")),
  ].join(SEPARADOR));
  return `\ufeff${[encabezado.map(textoCsv).join(SEPARADOR), ...filas].join("\r\n")}\r\n`;
}

const UNIDADES = {monto: " (S/)", porcentaje: " (%)"};
const tituloEnCsv = clave => D.campos[clave].t + (UNIDADES[D.campos[clave].c] ?? "");

function celda(clave, i) {
  const {c, d} = D.campos[clave], v = C[clave][i];
  if (v === null || v === -1) return "";
  if (c === "monto" || c === "porcentaje" || c === "numero") return decimal(v, d);
  return c === "fecha" || c === "mes" ? v : textoCsv(leer(clave, i));
}

const decimal = (v, d) => (v === null ? "" : numero(v, d).replaceAll(",", ""));

function textoCsv(texto) {
  const seguro = EJECUTABLE.test(texto) ? `'${texto}` : texto;
  return `"${seguro.replaceAll('"', '""')}"`;
}

function exportar(cuales) {
  const enlace = h("a", {
    href: URL.createObjectURL(new Blob([enCsv(cuales)], {type: "text/csv;charset=utf-8"})),
    download: `inversiones-${document.body.dataset.region}-${D.corte}.csv`,
  });
  document.body.append(enlace);
  enlace.click();
  enlace.remove();
  setTimeout(() => URL.revokeObjectURL(enlace.href), 1000);
}
