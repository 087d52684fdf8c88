-- Una sola pasada por el gasto da todas sus vistas, cada una por separado: por tipo y sin él.
-- «quien» es el pliego de un gobierno regional; los otros niveles van enteros, o por departamento.
WITH base AS (
    SELECT
        ano_eje AS anio, mes_eje AS mes,
        CASE nivel_gobierno WHEN 'E' THEN 'nacional' WHEN 'R' THEN 'regional' WHEN 'M' THEN 'local' END AS nivel,
        coalesce(pliego, '') AS pliego, coalesce(departamento_meta, departamento_ejecutora, '') AS departamento,
        CASE WHEN tipo_act_proy = getvariable('proyecto') THEN 'proyectos' ELSE 'actividades' END AS tipo,
        funcion, funcion_nombre, programa_ppto AS programa, programa_ppto_nombre AS programa_nombre,
        fuente_financiamiento AS fuente, fuente_financiamiento_nombre AS fuente_nombre,
        categoria_gasto AS categoria, categoria_gasto_nombre AS categoria_nombre, generica, generica_nombre,
        sec_ejec AS ejecutora, ejecutora_nombre, pliego_nombre, archivo,
        monto_pia AS pia, monto_pim AS pim, monto_certificado AS certificado, monto_devengado AS devengado, monto_girado AS girado
    FROM gasto
    WHERE ano_eje BETWEEN getvariable('desde') AND getvariable('anio') AND ano_eje IN (SELECT anio FROM enteros)
        AND (ano_eje < getvariable('anio') OR mes_eje <= getvariable('mes'))
        AND («foco»)
)
SELECT
    «columnas»,
    max(funcion_nombre) AS funcion_nombre, max(programa_nombre) AS programa_nombre, max(fuente_nombre) AS fuente_nombre,
    max(categoria_nombre) AS categoria_nombre, max(generica_nombre) AS generica_nombre, max(ejecutora_nombre) AS ejecutora_nombre,
    max(pliego_nombre) AS pliego_nombre, string_agg(DISTINCT archivo, ';' ORDER BY archivo) AS archivos, max(mes) AS ultimo_mes,
    -- El SIAF no escribe los ceros: en un archivo entero, lo que no está es cero
    coalesce(sum(pia), 0) AS pia, coalesce(sum(pim), 0) AS pim, coalesce(sum(certificado), 0) AS certificado,
    coalesce(sum(devengado), 0) AS devengado, coalesce(sum(girado), 0) AS girado
FROM base
WHERE nivel IS NOT NULL
GROUP BY GROUPING SETS («conjuntos»)
