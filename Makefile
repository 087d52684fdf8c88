# Informes de sistematización. «make» a secas muestra esta ayuda.
# Cada orden llama a «python -m sistematizacion …»: lo mismo se puede hacer sin make.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PROGRAMA ?=
INFORME ?=
FORZAR ?=
JOBS ?=
PLANIFICADOR ?=
DESTINO ?=
FORMATO ?=
REGION ?=
FILE ?=
NOMBRE ?=
REEMPLAZAR ?=

ENTORNO := .venv
PY := $(ENTORNO)/bin/python
LISTO := $(ENTORNO)/.listo
SISTEMATIZACION := $(PY) -m sistematizacion
OPCIONES = $(if $(PROGRAMA),--programa "$(PROGRAMA)") $(if $(INFORME),--informe "$(INFORME)")
CORRIDA = $(if $(FORZAR),--forzar) $(if $(JOBS),--procesos "$(JOBS)") $(if $(PLANIFICADOR),--planificador "$(PLANIFICADOR)") \
  $(if $(DESTINO),--destino "$(DESTINO)") $(if $(FORMATO),--formato "$(FORMATO)")

##@ Informes

report: $(LISTO) ## Genera el informe de una región en HTML, PDF y XLSX (REGION=junin)
	@$(SISTEMATIZACION) report $(if $(REGION),"$(REGION)") $(OPCIONES) $(CORRIDA)

comparative: $(LISTO) ## Genera el informe de cierre comparativo, de todas las regiones
	@$(SISTEMATIZACION) comparative $(if $(REGION),"$(REGION)") $(OPCIONES) $(CORRIDA)

matrices: $(LISTO) ## Genera las matrices de resultados (sin REGION, de todas)
	@$(SISTEMATIZACION) matrices $(if $(REGION),"$(REGION)") $(OPCIONES) $(CORRIDA)

lessons: $(LISTO) ## Genera las lecciones aprendidas en cuadros (sin REGION, de todas)
	@$(SISTEMATIZACION) lessons $(if $(REGION),"$(REGION)") $(OPCIONES) $(CORRIDA)

survey: $(LISTO) ## Genera el resumen de la encuesta de satisfacción (sin REGION, de todas)
	@$(SISTEMATIZACION) survey $(if $(REGION),"$(REGION)") $(OPCIONES) $(CORRIDA)

all: $(LISTO) ## Genera todo lo del programa, o de todos (PROGRAMA=todos); JOBS=2, cuántos a la vez
	@$(SISTEMATIZACION) all $(OPCIONES) $(CORRIDA)

dashboard: $(LISTO) ## Hace el tablero de inversiones de una región, una página sin red (REGION=junin)
	@$(SISTEMATIZACION) dashboard $(if $(REGION),"$(REGION)") $(if $(PROGRAMA),--programa "$(PROGRAMA)")

explain: $(LISTO) ## Dice qué se ejecutaría y por qué, sin ejecutar nada (sin REGION, todo)
	@$(SISTEMATIZACION) explain $(if $(REGION),"$(REGION)") $(OPCIONES)

status: $(LISTO) ## Dice cuándo se hizo cada informe y qué cambió desde entonces (sin REGION, de todas)
	@$(SISTEMATIZACION) status $(if $(REGION),"$(REGION)") $(if $(PROGRAMA),--programa "$(PROGRAMA)")

verify: $(LISTO) ## Dice si un PDF es el que dan estas entradas, o en qué difiere (FILE=informe.pdf)
	@$(SISTEMATIZACION) verify $(if $(FILE),"$(FILE)")

deliver: $(LISTO) ## Guarda como entregado el informe ya hecho; el siguiente dirá qué cifras cambiaron
	@$(SISTEMATIZACION) deliver $(if $(REGION),"$(REGION)") $(OPCIONES)

##@ Datos

new: $(LISTO) ## Crea una región con su registro.xlsx para llenar (REGION=puno)
	@$(SISTEMATIZACION) new $(if $(REGION),"$(REGION)") $(OPCIONES) $(if $(NOMBRE),--nombre "$(NOMBRE)")

validate: $(LISTO) ## Revisa los datos y dice qué corregir (sin REGION, de todas)
	@$(SISTEMATIZACION) validate $(if $(REGION),"$(REGION)") $(OPCIONES)

form: $(LISTO) ## Hace el formulario de la encuesta para KoboToolbox u ODK (REGION=puno)
	@$(SISTEMATIZACION) form $(if $(REGION),"$(REGION)") $(OPCIONES)

answers: $(LISTO) ## Importa las respuestas de la encuesta (REGION=puno FILE=exporte.xlsx)
	@$(SISTEMATIZACION) answers $(if $(REGION),"$(REGION)") $(if $(FILE),--archivo "$(FILE)") $(if $(REEMPLAZAR),--reemplazar) $(OPCIONES)

practice: $(LISTO) ## Agrega una buena práctica preguntando lo que su ficha necesita (REGION=junin)
	@$(SISTEMATIZACION) practice $(if $(REGION),"$(REGION)") $(if $(PROGRAMA),--programa "$(PROGRAMA)")

mef: $(LISTO) ## Ingresa archivos públicos del MEF y pone al día la cartera (FILE=archivo o carpeta; sin él, dice qué hay)
	@$(SISTEMATIZACION) mef $(if $(FILE),--archivo "$(FILE)") $(if $(PROGRAMA),--programa "$(PROGRAMA)")

dictionary: $(LISTO) ## Vuelve a escribir docs/diccionario.md desde los esquemas
	@$(SISTEMATIZACION) dictionary

##@ Trabajo

lab: $(LISTO) ## Abre los cuadernos en JupyterLab
	@$(SISTEMATIZACION) lab

test: $(LISTO) ## Pasa todas las pruebas, incluidos los cuadernos
	@$(PY) -m pytest

bench: $(LISTO) ## Mide cuánto demora hacer informes, con este proyecto y sin él (papermill, nbconvert y Chromium sueltos)
	@$(PY) bench/medir_motor.py

##@ Entorno

setup: $(LISTO) ## Prepara el entorno de Python (las demás órdenes lo hacen solas)

lock: $(LISTO) ## Vuelve a calcular requirements.lock desde pyproject.toml
	@$(ENTORNO)/bin/uv pip compile pyproject.toml --extra desarrollo --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --quiet --output-file requirements.lock

clean: ## Borra el entorno y lo intermedio; los informes de output/ se conservan
	@rm -rf $(ENTORNO) .cache .pytest_cache

help: ## Muestra esta ayuda
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@ / {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z][a-z-]*:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile
	@printf '\nOpciones: REGION=junin  PROGRAMA=acompanamiento-2025  INFORME=cierre\n'
	@printf 'Al hacer informes: FORZAR=1  JOBS=2  FORMATO=docx  DESTINO=s3://…  PLANIFICADOR=tcp://…:8786\n'

# El entorno ---------------------------------------------------------------------------------------------------
# La marca se escribe al final: una preparación interrumpida se repite, una terminada no.

$(LISTO): requirements.lock pyproject.toml
	@echo "==> Preparando el entorno de Python en $(ENTORNO) (solo la primera vez)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Hace falta Python 3.11 o posterior. Si ya lo tiene con otro nombre: make PYTHON=python3.12 …"; exit 2; }
	@rm -f $(LISTO)
	@$(PYTHON) -m venv $(ENTORNO) || \
	  { echo "Python no pudo crear el entorno: instale el módulo venv de su sistema (en Debian, python3-venv)."; exit 2; }
	@awk '/^uv==/ {dentro = 1} dentro {print} dentro && !/\\$$/ {exit}' requirements.lock > $(ENTORNO)/uv.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(ENTORNO)/uv.lock
	@$(ENTORNO)/bin/uv pip sync --quiet --python $(PY) --require-hashes --compile-bytecode requirements.lock
	@$(ENTORNO)/bin/uv pip install --quiet --python $(PY) --no-deps --no-build-isolation --editable .
	@touch $(LISTO)
	@echo "==> Entorno listo"

.PHONY: report comparative matrices lessons survey all dashboard explain status verify deliver new validate form answers practice mef dictionary lab test bench setup lock clean help
