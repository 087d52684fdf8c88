/* La ficha de una inversión: todos sus datos, con la fuente y el corte de cada uno. */

const FIJOS_DE_FICHA = new Set(["cui", "nombre"]);

function pintarFicha(i) {
  const propias = alertasDe(i), a = avance(i), ubicacion = ["departamento", "provincia", "distrito"].map(c => leer(c, i)).filter(t => t !== VACIO).join(", ");
  const cifra = (rotulo, valor, detalle = "") => h("div", {}, h("dt", {}, rotulo), h("dd", {}, h("strong", {}, valor), detalle && h("span", {}, detalle)));
  poner(porId("ficha"),
    h("p", {class: "volver"}, h("a", {class: "boton", href: aFragmento({cui: ""})}, "← Volver a la cartera"), " ", h("button", {type: "button", onclick: copiarEnlace}, "Copiar el enlace a esta ficha")),
    h("p", {class: "sobretitulo"}, `CUI ${C.cui[i]} · ${leer("conjunto", i)}`),
    h("h2", {id: "titulo-ficha", tabindex: -1}, nombre(i)),
    h("p", {class: "entradilla"}, [CON_EJECUTORA[i].length ? ejecutorasDe(i) : null, C.sector[i] < 0 ? null : leer("sector", i), C.situacion[i] < 0 ? null : leer("situacion", i), ubicacion].filter(Boolean).join(" · "),
      " ", marcaDeRetraso(retrasoDe(i), `Retraso físico: ${leer("retraso", i).toLowerCase()}`)),
    h("dl", {class: "cifras"},
      cifra(`PIM ${D.anio}`, enBreve(C.pim[i]), C.pim[i] === null ? "" : soles(C.pim[i])),
      cifra("Devengado", enBreve(C.devengado[i]), C.devengado[i] === null ? "" : soles(C.devengado[i])),
      cifra("Avance del PIM", porcentaje(a, 1), a === null ? "" : barra(a, 1)),
      cifra("Avance físico", leer("fisico", i), C.fisico_programado[i] === null ? "" : `programado ${leer("fisico_programado", i)} a ${leer("mes_fisico", i)}`),
      cifra("SPI", leer("spi", i), "físico ejecutado ÷ programado"),
      ANIO_MES.fin < 12 && cifra("Proyección a fin de año", enBreve(C.proyeccion[i]), D.meses.i.length ? "al ritmo de los últimos tres meses" : "al promedio mensual del año")),
    propias.length > 0 && h("section", {}, h("h3", {}, propias.length === 1 ? "Una alerta" : `${numero(propias.length)} alertas`),
      h("ul", {class: "alertas"}, propias.map(n => h("li", {class: D.alertas.altas[n] ? "alta" : "media"},
        h("p", {class: "que"}, h("span", {"aria-hidden": "true"}, D.alertas.altas[n] ? "▲" : "◆"), ` ${D.alertas.titulos[n]} `, h("small", {}, D.alertas.altas[n] ? "gravedad alta" : "gravedad media")),
        h("p", {}, razon(n, i)))))),
    h("section", {class: "graficos"}, graficosDe(i)),
    restriccionesDe(i), cierreDe(i), privadaDe(i), datosDe(i));
}

function graficosDe(i) {
  const serie = porMes([i]), filas = EN_AVANCES[i].map(n => Object.fromEntries(["mes", "fisico_programado", "fisico_ejecutado", "financiero_programado", "financiero_ejecutado"].map(s => [s, D.avances[s][n]])));
  const curva = que => {
    const suyas = filas.map(f => ({mes: f.mes, programado: f[`${que}_programado`], ejecutado: f[`${que}_ejecutado`]})).filter(f => f.programado !== null || f.ejecutado !== null);
    const u = suyas.findLast(f => f.programado !== null && f.ejecutado !== null), Que = que === "fisico" ? "Físico" : "Financiero", d = D.avances.d;
    return u && curvaS({titulo: `Curva S ${que === "fisico" ? "física" : "financiera"}: ${porcentaje(u.ejecutado, d)} de ${porcentaje(u.programado, d)} a ${mes(u.mes)}`,
      filas: suyas, d, nombres: [`${Que} ejecutado`, `${Que} programado`], nota: "Avance acumulado, del registro de la región."});
  };
  const hay = [...serie.devengado, ...serie.programado, ...serie.anterior].some(v => v !== null);
  return [curva("fisico"), curva("financiero"), hay && acumulado(serie, {pim: C.pim[i], proyeccion: C.proyeccion[i], devengado: C.devengado[i]}), hay && mensual(serie)].filter(Boolean);
}

const conTitulo = (titulo, ...hijos) => h("section", {}, h("h3", {}, titulo), hijos);
const deInversion = (filas, i) => filas.filter(f => f[0] === i);
const oVacio = v => v ?? VACIO;

function restriccionesDe(i) {
  const suyas = deInversion(D.restricciones, i);
  if (!suyas.length) return C.conjunto[i] === 0 ? conTitulo("Restricciones", h("p", {}, "No consta ninguna restricción en el registro.")) : null;
  const abiertas = D.abiertas[i];
  return conTitulo("Restricciones", tabla(abiertas ? `${cuantas(abiertas, "sin levantar", "sin levantar")} de ${numero(suyas.length)}` : "Todas levantadas",
    [["Restricción"], ["Tipo"], ["Medida"], ["Responsable (cargo)"], ["Identificada"], ["Estado"]],
    suyas.map(([, tipo, descripcion, medida, responsable, desde, levantada, en]) => [descripcion, oVacio(tipo), oVacio(medida), oVacio(responsable), fechaCorta(desde), levantada ? `${en} el ${fechaCorta(levantada)}` : oVacio(en)])));
}

function cierreDe(i) {
  return deInversion(D.cierres, i).map(([, ruta, en, documentos, validada, iniciada, cerrada]) => conTitulo("Cierre", tabla("Trámite de cierre", [["Dato"], ["Valor"]], [
    ["Ruta", oVacio(ruta)], ["Estado", oVacio(en)], ["Documentación de liquidación", oVacio(documentos)], ["Validada", fecha(validada)], ["Inicio del trámite", fecha(iniciada)], ["Cierre", fecha(cerrada)],
  ], {oculto: true, clase: "dos"})));
}

function privadaDe(i) {
  return deInversion(D.privadas, i).map(([, modalidad, fase, monto, convenio, firmado, montoFirmado]) => conTitulo("Participación privada", tabla("Participación privada", [["Dato"], ["Valor"]], [
    ["Modalidad", oVacio(modalidad)], ["Fase", oVacio(fase)], ["Monto", soles(monto)], ["Convenio", oVacio(convenio)], ["Fecha del convenio", fecha(firmado)], ["Monto del convenio", soles(montoFirmado)],
  ], {oculto: true, clase: "dos"})));
}

/* Cada dato con su valor, su fuente y su corte. */
function datosDe(i) {
  const delMef = new Set(D.fuentes.combinaciones[D.fuentes.v[i]]), lugar = D.fuentes.lugar[i];
  const registro = lugar ? `${D.fuentes.archivos[lugar[0]]}, fila ${lugar[1]}` : D.fuentes.nombres.registro;
  const calculados = new Set(["conjunto", "situacion", "retraso", "proyeccion", "proyeccion_patron", "spi"]);
  const delAvance = new Set(["fisico", "fisico_programado", "mes_fisico"]);
  const fuente = clave => (delMef.has(clave) ? D.fuentes.nombres.mef : calculados.has(clave) ? "Calculado" : delAvance.has(clave) ? "Avances mensuales del registro" : registro);
  const corte = clave => (delMef.has(clave) && C.corte_mef[i] ? mes(C.corte_mef[i]) : delAvance.has(clave) && C.mes_fisico[i] ? mes(C.mes_fisico[i]) : fechaCorta(D.corte));
  const claves = Object.keys(D.campos).filter(clave => !FIJOS_DE_FICHA.has(clave) && !(ANIO_MES.fin === 12 && clave.startsWith("proyeccion")) && leer(clave, i) !== VACIO);
  const distintas = D.diferencias.filter(([n]) => n === i);
  return conTitulo("Todos los datos, con su fuente y su corte",
    distintas.length > 0 && h("ul", {class: "diferencias"}, distintas.map(([, campo, v]) => h("li", {}, `${D.campos[campo].t}: el registro dice ${soles(v)} y el MEF, ${leer(campo, i)}. Vale el del MEF.`))),
    tabla("Datos de la inversión", [["Dato"], ["Valor"], ["Fuente"], ["Corte"]], claves.map(clave => [D.campos[clave].t, leer(clave, i), fuente(clave), corte(clave)]), {oculto: true, clase: "fuentes"}),
    h("p", {class: "nota"}, "Lo que no aparece no consta en ninguna fuente."));
}
