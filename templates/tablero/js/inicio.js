/* Enlaza todo: filtros, dirección, vistas y teclado. */

let ultimaFicha = "";

function armarFiltros() {
  for (const [filtro, rotulo] of Object.entries(FILTROS)) {
    if (!OPCIONES[filtro].length) continue;
    const id = `filtro-${filtro}`;
    porId("selectores").append(h("p", {}, h("label", {for: id}, rotulo), h("select", {id, onchange: e => cambiar(filtro, e.target.value)},
      h("option", {value: ""}, "Cualquiera"), OPCIONES[filtro].map(([valor, texto, n]) => h("option", {value: valor}, `${texto} (${numero(n)})`)))));
  }
  porId("buscar").addEventListener("input", e => cambiar("q", e.target.value));
  porId("solo-csp").addEventListener("change", e => cambiar("conjunto", e.target.checked ? "csp" : ""));
  porId("solo-csp").closest("p").hidden = !OPCIONES.conjunto.some(([v]) => v === "csp");
  porId("quitar").addEventListener("click", () => { quitarFiltros(); porId("buscar").focus(); });
  porId("exportar").addEventListener("click", () => exportar(ordenadas(visibles)));
  porId("copiar").addEventListener("click", copiarEnlace);
  porId("pagina-antes").addEventListener("click", () => pasar(-1));
  porId("pagina-despues").addEventListener("click", () => pasar(1));
}

function pasar(cuanto) {
  pagina += cuanto;
  pintarTabla();
  const boton = porId(cuanto < 0 ? "pagina-antes" : "pagina-despues");
  if (boton.disabled) porId("marco-tabla").focus();
}

function cambiar(filtro, valor) {
  estado[filtro] = valor;
  guardar();
  pintarCartera();
}

function quitarFiltros() {
  for (const filtro of [...Object.keys(FILTROS), "q"]) estado[filtro] = "";
  guardar();
  pintarCartera();
}

function guardar() {
  const fragmento = aFragmento();
  history.replaceState(null, "", fragmento === "#" ? location.pathname + location.search : fragmento);
}

function pintarFiltro() {
  const puestos = enPalabras();
  for (const filtro of Object.keys(FILTROS)) { const s = porId(`filtro-${filtro}`); if (s) s.value = estado[filtro]; }
  if (porId("buscar").value.trim() !== estado.q.trim()) porId("buscar").value = estado.q;
  porId("solo-csp").checked = estado.conjunto === "csp";
  porId("filtro-puesto").textContent = puestos.length ? `Filtro: ${puestos.map(([, rotulo, valor]) => `${rotulo}: ${valor}`).join(" · ")}` : "Sin filtro: la cartera entera";
  porId("quitar").hidden = !puestos.length;
  porId("resultados").textContent = visibles.length === D.n ? `${cuantas(D.n, "inversión", "inversiones")}` : `${numero(visibles.length)} de ${cuantas(D.n, "inversión", "inversiones")}`;
  porId("exportar").disabled = !visibles.length;
}

function pintarCartera() {
  visibles = filtradas();
  pagina = 0;
  alertasVistas = ALERTAS_A_LA_VISTA;
  const conFoco = document.activeElement?.closest("#retraso, #clases-de-alerta, #ejecutoras"), rotulo = document.activeElement?.textContent.replace(/[\d,]+$/, "");
  const cifras = cifrasDe(visibles);
  pintarFiltro();
  pintarCifras(cifras);
  pintarEjecucion(cifras);
  pintarRetraso();
  pintarAlertas();
  pintarEjecutoras();
  pintarTabla();
  if (conFoco) [...porId(conFoco.id).querySelectorAll("button")].find(b => b.textContent.replace(/[\d,]+$/, "") === rotulo)?.focus();
}

/* Muestra la vista que la dirección pide. */
function mostrar(alEmpezar = false) {
  if (location.hash && !location.hash.includes("=")) return;
  const ajenos = desdeFragmento(), i = POR_CUI.get(estado.cui);
  porId("aviso-enlace").textContent = ajenos.length ? `El enlace pide algo que estos datos no tienen, y no se tomó en cuenta: ${ajenos.join("; ")}.` : "";
  porId("vista-cartera").hidden = i !== undefined;
  porId("vista-ficha").hidden = i === undefined;
  document.title = i === undefined ? TITULO : `${C.cui[i]} ${nombre(i)} · ${TITULO}`;
  if (i !== undefined) {
    pintarFicha(i);
    ultimaFicha = estado.cui;
    scrollTo(0, 0);
    if (!alEmpezar) porId("titulo-ficha").focus({preventScroll: true});
    return;
  }
  pintarCartera();
  if (alEmpezar || !ultimaFicha) return;
  const enlace = document.querySelector(`#vista-cartera a[data-cui="${ultimaFicha}"]`);
  (enlace ?? porId("resultados")).focus();
  enlace?.scrollIntoView({block: "center"});
}

async function copiarEnlace() {
  let copiado = true;
  try { await navigator.clipboard.writeText(location.href); } catch { copiado = false; }
  porId("aviso").textContent = copiado ? "Enlace copiado." : "Copie la dirección de la barra del navegador: lleva el filtro.";
  setTimeout(() => { porId("aviso").textContent = ""; }, 4000);
}

/* Los enlaces a una parte de la página no cambian la dirección, que guarda el filtro. */
document.addEventListener("click", e => {
  const enlace = e.target.closest?.("a[data-ir]");
  if (!enlace) return;
  e.preventDefault();
  const destino = porId(enlace.dataset.ir);
  destino.tabIndex = -1;
  destino.focus();
  destino.scrollIntoView();
});

const TITULO = document.title;
armarFiltros();
armarCabeza();
porId("estatica").hidden = true;
porId("aplicacion").hidden = false;
porId("panel-filtros").open = matchMedia("(min-width: 64rem)").matches;
mostrar(true);
addEventListener("hashchange", () => mostrar());
addEventListener("beforeprint", () => { if (visibles.length <= 500) pintarTabla(true); });
addEventListener("afterprint", () => pintarTabla());
document.documentElement.dataset.listo = "si";
